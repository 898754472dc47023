using System.Text.RegularExpressions;

namespace Sluice.Http.Tests.Replay;

/// <summary>Which methods and paths a server has, read from lines <c>METHOD TAB path</c>.</summary>
public sealed partial class RouteTable
{
    private readonly IReadOnlyList<(string Method, Regex Path)> routes;

    private RouteTable(IReadOnlyList<(string Method, Regex Path)> routes) => this.routes = routes;

    /// <summary>The routes of the original: tests/contract/routes.tsv.</summary>
    public static RouteTable OfTheOriginal() => Read(File.ReadLines(RepositoryRoot.Path("tests", "contract", "routes.tsv")).Skip(1));

    /// <summary>
    /// Reads a table. <c>{name}</c> stands for one segment, <c>{name:path}</c>, <c>{*name}</c> and <c>{**name}</c> for the rest of the path;
    /// further columns are passed over.
    /// </summary>
    public static RouteTable Read(IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        return new RouteTable([
            .. lines.Select(line => line.Split('\t')).Where(row => row.Length >= 2).Select(row => (row[0], Pattern(row[1]))),
        ]);
    }

    /// <summary>Whether there is a route. HEAD goes where GET goes, OPTIONS wherever anything goes.</summary>
    public bool Has(string method, string path) =>
        routes.Any(route =>
            (route.Method == method || method == "OPTIONS" || (method == "HEAD" && route.Method == "GET")) && route.Path.IsMatch(path)
        );

    /// <summary>Whether a path has a route for any method.</summary>
    public bool HasPath(string path) => Has("OPTIONS", path);

    /// <summary>Whether a request goes to a route that the original has and this server doesn't have yet.</summary>
    /// <param name="original">The original's routes.</param>
    /// <param name="method">The request's method.</param>
    /// <param name="path">The request's path, decoded.</param>
    public bool Lacks(RouteTable original, string method, string path)
    {
        ArgumentNullException.ThrowIfNull(original);
        return original.HasPath(path) && (original.Has(method, path) ? !Has(method, path) : !HasPath(path));
    }

    private static Regex Pattern(string template)
    {
        var pattern = string.Concat(
            Part()
                .Split(template)
                .Select(part =>
                    part switch
                    {
                        ['{', '*', ..] => ".*",
                        ['{', ..] when part.EndsWith(":path}", StringComparison.Ordinal) => ".*",
                        ['{', ..] => "[^/]+",
                        _ => Regex.Escape(part),
                    }
                )
        );
        return new Regex($"^{pattern}$", RegexOptions.CultureInvariant);
    }

    [GeneratedRegex(@"(\{[^}]*\})")]
    private static partial Regex Part();
}
