using System.Text.RegularExpressions;

namespace Sluice.Hosting.Requests;

/// <summary>Which <c>Host</c> headers are served. Source: docs/protocol.md, "Hosts".</summary>
internal sealed partial class HostCheck
{
    private static readonly string[] Local = ["localhost", "127.0.0.1", "[::1]", "0.0.0.0"];

    private readonly string[]? exact;
    private readonly Regex[] globs;
    private readonly bool all;

    /// <param name="allowed">The operator's list; null for the default: this machine and private addresses.</param>
    public HostCheck(IReadOnlyList<string>? allowed)
    {
        exact = allowed?.Where(host => !host.Contains('*', StringComparison.Ordinal)).ToArray();
        globs = [.. (allowed ?? []).Where(host => host.Contains('*', StringComparison.Ordinal)).Select(Glob.ToRegex)];
        all = allowed is not null && allowed.Contains("*");
    }

    /// <summary>Whether a request with this header is served.</summary>
    public bool Allows(string host)
    {
        if (all)
        {
            return true;
        }
        if (exact is null)
        {
            return IsLocal(host) || PrivateAddress().IsMatch(host);
        }
        return exact.Contains(host, StringComparer.OrdinalIgnoreCase) || globs.Any(glob => glob.IsMatch(host));
    }

    private static bool IsLocal(string host)
    {
        foreach (var name in Local)
        {
            if (
                host.StartsWith(name, StringComparison.OrdinalIgnoreCase)
                && (
                    host.Length == name.Length
                    || (host[name.Length] == ':' && host.AsSpan(name.Length + 1).IndexOfAnyExceptInRange('0', '9') < 0)
                )
            )
            {
                return true;
            }
        }
        return false;
    }

    [GeneratedRegex(
        @"^(?:(?:10\.[0-9]{1,3}|192\.168|172\.(?:1[6-9]|2[0-9]|3[01]))\.[0-9]{1,3}\.[0-9]{1,3}|\[f[cd]00:[0-9a-fA-F:.]*\])(?::[0-9]+)?$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex PrivateAddress();
}
