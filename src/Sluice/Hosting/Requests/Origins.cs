using System.Text;
using System.Text.RegularExpressions;

namespace Sluice.Hosting.Requests;

/// <summary>Which origins' pages may call. Source: docs/protocol.md, "Origins".</summary>
internal sealed partial class Origins
{
    private readonly string[] listed;
    private readonly Regex[] globs;

    /// <param name="allowed">The operator's list.</param>
    public Origins(IReadOnlyList<string> allowed)
    {
        listed = [.. allowed];
        globs = [.. allowed.Where(origin => origin.Contains('*', StringComparison.Ordinal)).Select(Glob.ToRegex)];
        AnyOrigin = listed.Contains("*");
    }

    /// <summary>Whether every origin may call, without credentials.</summary>
    public bool AnyOrigin { get; }

    /// <summary>Whether answers may be read by a page of this origin: it is repeated in a header, which is ASCII.</summary>
    public bool MayRead(string origin) =>
        Ascii.IsValid(origin) && (listed.Contains(origin, StringComparer.Ordinal) || LocalHttp().IsMatch(origin));

    /// <summary>Whether a request that changes something is served.</summary>
    public bool MayChange(string origin) =>
        AnyOrigin
        || listed.Contains(origin, StringComparer.Ordinal)
        || LocalAny().IsMatch(origin)
        || globs.Any(glob => glob.IsMatch(origin));

    [GeneratedRegex(@"^http://(?:localhost|127\.0\.0\.1|\[::1\])(?::[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex LocalHttp();

    [GeneratedRegex(
        @"^[a-z][a-z0-9+.-]*://(?:localhost|127\.0\.0\.1|\[::1\])(?::[0-9]+)?$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    )]
    private static partial Regex LocalAny();
}
