using Sluice.Http.Tests.Servers;
using Sluice.Http.Tests.Wire;
using Xunit;

namespace Sluice.Http.Tests.Access;

/// <summary>Every served route as every kind of caller. What is expected comes from <see cref="RouteCases"/>, never from the server.</summary>
public sealed class MatrixTests(AccessServers servers) : IClassFixture<AccessServers>
{
    private static readonly (string Name, Need Holds)[] SignedIn =
    [
        ("none", Need.Account),
        ("reader", Need.Read),
        ("user", Need.Read),
        ("editor", Need.Edit),
        ("manager", Need.Manage),
        (ServerLaunch.AdminName, Need.Admin),
    ];

    [Fact]
    public async Task Every_served_route_is_classified()
    {
        var routes = await Routes();

        var unclassified = routes.Select(route => RouteCases.Key(route.Method, route.Path)).Where(key => !RouteCases.All.ContainsKey(key));

        Assert.Empty(unclassified.Select(key => $"unclassified route: {key} (say in RouteCases who may call it)"));
    }

    [Theory, BothDatabases]
    public async Task Every_route_serves_whom_it_should_and_nobody_else(DatabaseKind database)
    {
        var server = await servers.On(database);
        var wrong = new List<string>();
        foreach (var (method, path) in await Routes())
        {
            if (RouteCases.All.TryGetValue(RouteCases.Key(method, path), out var known))
            {
                wrong.AddRange(await Judge(server, method, path, known));
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static async Task<List<string>> Judge(SluiceServer server, string method, string path, RouteCase route)
    {
        var wrong = new List<string>();
        var scene = await Scene.Make(server.Place, server.Admin());
        var before = await scene.Picture();
        foreach (var caller in (Caller[])[server.Anonymous(), new(server.Port, "manager", "a-wrong-long-password")])
        {
            var answer = await Call(caller, scene, method, path, route, "manager");
            var expected = route.Need == Need.Nothing ? route.Status : 401;
            Check(wrong, $"{method} {path} as {caller.Name ?? "nobody"} with a wrong password", route, expected, answer);
        }
        var calls = SignedIn.SelectMany(caller => Named(route, caller.Name).Select(self => (caller.Name, Self: self, Holds: caller.Holds)));
        var byRight = calls.ToLookup(call =>
            route.Need == Need.Self ? call.Self == call.Name || call.Holds == Need.Admin : call.Holds >= route.Need
        );
        foreach (var (name, self, _) in byRight[false])
        {
            Check(
                wrong,
                $"{method} {path} as {name} about {self}",
                route,
                403,
                await Call(server.As(name), scene, method, path, route, self)
            );
        }
        if (await scene.Picture() != before)
        {
            wrong.Add($"{method} {path}: a refused call changed something");
        }
        foreach (var (name, self, _) in byRight[true])
        {
            scene = route.Once ? await Scene.Make(server.Place, server.Admin()) : scene;
            var caller = name == ServerLaunch.AdminName ? server.Admin() : server.As(name);
            Check(
                wrong,
                $"{method} {path} as {name} about {self}",
                route,
                route.Status,
                await Call(caller, scene, method, path, route, self)
            );
        }
        return wrong;
    }

    // Of a route about a user the caller names himself, and another.
    private static string[] Named(RouteCase route, string name) =>
        name == ServerLaunch.AdminName ? ["none"]
        : route.Need == Need.Self ? [name, name == "none" ? "reader" : "none"]
        : [name];

    private static Task<RawResponse> Call(Caller caller, Scene scene, string method, string path, RouteCase route, string self)
    {
        var brace = path.IndexOf('{', StringComparison.Ordinal);
        var target = (brace < 0 ? path : path[..brace]) + scene.Fill(route.Target, self);
        return caller.Send(method, target, route.Json is null ? null : scene.Fill(route.Json, self));
    }

    private static void Check(List<string> wrong, string what, RouteCase route, int expected, RawResponse answer)
    {
        if (answer.Status != expected)
        {
            wrong.Add($"{what}: {answer.Status} instead of {expected}: {answer.Text}");
        }
        else if (expected == 403 && (answer.Text, answer.Headers["Content-Type"]) != ("Permission denied", route.Refusal))
        {
            wrong.Add($"{what}: the refusal says {answer.Text}");
        }
        else if (
            expected == 401
            && (
                answer.Headers["WWW-Authenticate"] != "Basic realm=\"mlflow\""
                || !answer.Text.StartsWith("You are not authenticated.", StringComparison.Ordinal)
            )
        )
        {
            wrong.Add($"{what}: the 401 says {answer.Text}");
        }
    }

    private static async Task<(string Method, string Path)[]> Routes()
    {
        var text = await ServerProgram.UnderTest().Output(["routes", "--app-name", "basic-auth"], TestContext.Current.CancellationToken);
        return
        [
            .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')).Select(row => (row[0], row[1])),
        ];
    }
}
