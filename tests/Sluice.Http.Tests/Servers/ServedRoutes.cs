using Sluice.Commands;
using Sluice.Configuration.Arguments;
using Sluice.Configuration.Sources;
using Sluice.Hosting;
using Sluice.Protocol.Routes;

namespace Sluice.Http.Tests.Servers;

/// <summary>The endpoint table of a server with accounts, with the fields of every route.</summary>
internal static class ServedRoutes
{
    /// <summary>Every route below <c>/api</c> and at the root, and those that pages alone have.</summary>
    public static async Task<IReadOnlyList<Endpoint>> Read()
    {
        var surroundings = new Surroundings("sluice", new Dictionary<string, string>(), Path.GetTempPath());
        var command = (ParsedCommand)CommandLine.Parse(["server"], surroundings);
        await using var house = await Composition.BuildAsync(
            RoutesCommand.InMemory(command.Settings!),
            static _ => { },
            TimeProvider.System
        );
        var all = house.Endpoints.All;
        var served = all.Select(endpoint => (endpoint.Method, endpoint.Path)).ToHashSet();
        return
        [
            .. all.Where(endpoint =>
                !served.Contains((endpoint.Method, endpoint.Path.Replace("/ajax-api/", "/api/", StringComparison.Ordinal)))
                || !endpoint.Path.StartsWith("/ajax-api/", StringComparison.Ordinal)
            ),
        ];
    }

    /// <summary>A path of a route, with a text in the place of its variable part.</summary>
    public static string PathWith(this Endpoint endpoint, string part)
    {
        var brace = endpoint.Path.IndexOf('{', StringComparison.Ordinal);
        return brace < 0 ? endpoint.Path : endpoint.Path[..brace] + part;
    }
}
