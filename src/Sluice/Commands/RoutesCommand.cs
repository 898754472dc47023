using Sluice.Configuration;
using Sluice.Configuration.Arguments;
using Sluice.Configuration.Databases;
using Sluice.Hosting;
using Sluice.Protocol.Routes;

namespace Sluice.Commands;

/// <summary>
/// <c>sluice routes</c>: prints every route of a server with accounts, and who may call it. The house is built on databases in memory,
/// whatever the flags name: listing routes touches nobody's data.
/// </summary>
internal static class RoutesCommand
{
    private const string Pages = "/ajax-api/";
    private const string Clients = "/api/";

    /// <summary>Prints the routes by path, then method.</summary>
    /// <param name="command">The command line, which had no fault.</param>
    /// <param name="output">Standard output.</param>
    /// <returns>The exit status.</returns>
    public static async Task<int> RunAsync(ParsedCommand command, TextWriter output)
    {
        await using var house = await Composition.BuildAsync(InMemory(command.Settings!), static _ => { }, TimeProvider.System);
        var endpoints = house
            .Endpoints.All.OrderBy(endpoint => endpoint.Path, StringComparer.Ordinal)
            .ThenBy(endpoint => endpoint.Method, StringComparer.Ordinal)
            .ToList();
        if (command.Values.Text("format") == "markdown")
        {
            WriteMarkdown(endpoints, output);
        }
        else
        {
            WriteText(endpoints, output);
        }
        return 0;
    }

    /// <summary>The settings of a server with accounts whose databases lie in memory.</summary>
    public static Settings InMemory(Settings settings)
    {
        var database = new DatabaseSettings(new SqliteUri(null), settings.Tracking.Pool);
        return settings with
        {
            Tracking = database,
            Accounts = new AccountSettings
            {
                Database = database,
                DefaultPermission = "NO_PERMISSIONS",
                AdminName = "admin",
                AuthorizationFunction = "",
                AuthCacheSize = 1,
            },
        };
    }

    /// <summary>One line a route, separated by tabs.</summary>
    private static void WriteText(List<Endpoint> endpoints, TextWriter output)
    {
        foreach (var endpoint in endpoints)
        {
            output.Write($"{endpoint.Method}\t{endpoint.Path}\t{endpoint.Rule}\n");
        }
    }

    /// <summary>The page docs/routes.md. A route that clients and pages share stands there once.</summary>
    private static void WriteMarkdown(List<Endpoint> endpoints, TextWriter output)
    {
        output.Write(
            """
            # Routes

            Every route of a server with accounts, and who may call it. The rule of a row is the one that the server applies:
            `sluice routes --format markdown` prints this page, and a test compares the two.

            A path below `/api/` is served below `/ajax-api/` too, with the same rule. A static prefix comes in front of every path.
            READ, USE, EDIT and MANAGE are a ladder: each includes those before it. DENY is a veto. An administrator passes every rule.
            Grants lie on experiments and on tiers. A run has none of its own: its experiment must be readable, and the level comes from
            the tier `run` where the caller has a grant on that, else from the experiment.

            | method | path | who may call |
            | --- | --- | --- |

            """
        );
        var clients = endpoints
            .Where(endpoint => endpoint.Path.StartsWith(Clients, StringComparison.Ordinal))
            .Select(endpoint => (endpoint.Method, endpoint.Path, endpoint.Rule))
            .ToHashSet();
        foreach (var endpoint in endpoints)
        {
            var shared =
                endpoint.Path.StartsWith(Pages, StringComparison.Ordinal)
                && clients.Contains((endpoint.Method, Clients + endpoint.Path[Pages.Length..], endpoint.Rule));
            if (!shared)
            {
                output.Write($"| {endpoint.Method} | `{endpoint.Path}` | {endpoint.Rule} |\n");
            }
        }
    }
}
