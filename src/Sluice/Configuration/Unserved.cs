using Sluice.Configuration.Arguments;
using Sluice.Configuration.HttpOptions;
using Sluice.Configuration.Reports;
using Sluice.Configuration.Sources;

namespace Sluice.Configuration;

/// <summary>
/// What can be asked for and isn't served yet. A start that asks for it is answered with what is missing, never served without it.
/// Whoever builds one of these takes its row out.
/// </summary>
internal static class Unserved
{
    /// <summary>Flags of <c>server</c> whose value, when there is one, asks for such a thing.</summary>
    private static readonly (string Flag, string What)[] Flags =
    [
        ("--read-replica-backend-store-uri", "reading from a replica"),
        ("--artifacts-only", "artifacts without experiments and runs"),
        ("--expose-prometheus", "/metrics"),
        ("--trace-archival-config", "archiving of traces"),
        ("--upgrade-databases", "the upgrade of databases at start"),
    ];

    /// <summary>Options of the HTTP server.</summary>
    private static readonly (string Flag, string What)[] Options = [("--ssl-certfile", "HTTPS; let a proxy in front do it")];

    /// <summary>Schemes behind which the server reads and writes artifacts itself; the empty one is a path.</summary>
    public static readonly IReadOnlyList<string> ServedArtifactSchemes = ["", "file"];

    /// <summary>Reports every flag that asks for something that isn't served.</summary>
    public static void Check(FlagValues server, ProcessOptions options, Findings findings)
    {
        Check(Flags, server, findings);
        Check(Options, options.Values, findings);
    }

    /// <summary>Reports one thing that isn't served.</summary>
    /// <param name="name">The flag or ini key that asks for it.</param>
    /// <param name="what">What it is.</param>
    /// <param name="origin">Where it was asked for.</param>
    /// <param name="findings">Gets the problem.</param>
    public static void Report(string name, string what, Origin origin, Findings findings) =>
        findings.Failure($"'{name}' asks for what Sluice {Product.Version} doesn't serve yet: {what}.", origin);

    private static void Check((string Flag, string What)[] rows, FlagValues values, Findings findings)
    {
        foreach (var (flag, what) in rows)
        {
            var key = flag.TrimStart('-');
            if (values.Find(key) is { } given && values.SwitchOrNull(key) != false)
            {
                Report(flag, what, given.Origin, findings);
            }
        }
    }
}
