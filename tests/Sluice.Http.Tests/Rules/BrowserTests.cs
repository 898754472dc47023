using Sluice.Http.Tests.Access;
using Sluice.Http.Tests.Servers;
using Sluice.Http.Tests.Wire;
using Xunit;

namespace Sluice.Http.Tests.Rules;

/// <summary>A page of another origin can't act with the credentials that a browser keeps.</summary>
public sealed class BrowserTests(AccessServers servers)
{
    /// <summary>Every route that changes something.</summary>
    public static TheoryData<string> Changing =>
        [
            .. RouteCases.All.Keys.Where(route =>
                !route.StartsWith("GET", StringComparison.Ordinal) && !route.StartsWith("HEAD", StringComparison.Ordinal)
            ),
        ];

    /// <summary>Every path that changes something and can't be read.</summary>
    public static TheoryData<string> Unreadable =>
        [.. Changing.Select(row => row.Data).Where(route => !RouteCases.All.ContainsKey("GET " + route.Split(' ')[1]))];

    /// <summary>Every route that takes a message by POST.</summary>
    public static TheoryData<string> Posts => [.. RouteCases.All.Keys.Where(route => route.StartsWith("POST", StringComparison.Ordinal))];

    [Theory, MemberData(nameof(Changing))]
    public async Task A_change_from_a_foreign_origin_is_refused(string route)
    {
        var server = await servers.On(DatabaseKind.Sqlite);
        var scene = await Scene.Make(server);
        var before = await scene.Picture();
        foreach (
            var origin in (string[])
                [
                    "https://evil.example",
                    "null",
                    "http://localhost.evil.example",
                    "http://evil.example/localhost",
                    "http://127.0.0.1.evil.example",
                    "http://evil.example:80#http://localhost",
                    "http://localhost@evil.example",
                ]
        )
        {
            foreach (var prefix in (string[])["/api", "/ajax-api"])
            {
                var answer = await Send(server, scene, route, prefix, KeyValuePair.Create("Origin", origin));

                Assert.Equal((origin, 403, "Cross-origin request blocked"), (origin, answer.Status, answer.Text));
            }
        }
        Assert.Equal(before, await scene.Picture());
    }

    [Theory]
    [InlineData("http://localhost:3000")]
    [InlineData("http://127.0.0.1")]
    [InlineData("http://[::1]:8080")]
    public async Task A_change_from_this_machine_is_served(string origin)
    {
        var server = await servers.On(DatabaseKind.Sqlite);
        var scene = await Scene.Make(server);

        var answer = await Send(server, scene, "POST /2.0/mlflow/runs/set-tag", "/api", KeyValuePair.Create("Origin", origin));

        Assert.Equal(200, answer.Status);
    }

    [Theory, MemberData(nameof(Posts))]
    public async Task What_a_form_can_send_changes_nothing(string route)
    {
        var server = await servers.On(DatabaseKind.Sqlite);
        var scene = await Scene.Make(server);
        var before = await scene.Picture();
        foreach (var type in (string[])["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", ""])
        {
            var answer = await Send(server, scene, route, "/api", KeyValuePair.Create("Content-Type", type));

            Assert.Equal((type, 400), (type, answer.Status));
        }
        Assert.Equal(before, await scene.Picture());
    }

    [Theory, MemberData(nameof(Unreadable))]
    public async Task A_GET_changes_nothing(string route)
    {
        var server = await servers.On(DatabaseKind.Sqlite);
        var scene = await Scene.Make(server);
        var before = await scene.Picture();

        var answer = await Send(server, scene, "GET " + route.Split(' ')[1], "/api", route: RouteCases.All[route]);

        Assert.InRange(answer.Status, 400, 405);
        Assert.Equal(before, await scene.Picture());
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("localhost:80@evil.example")]
    [InlineData("127.0.0.1:80:80")]
    [InlineData("")]
    public async Task A_host_that_is_not_served_is_refused(string host)
    {
        var server = await servers.On(DatabaseKind.Sqlite);
        var request = new RawRequest("GET", "/api/2.0/mlflow/experiments/get?experiment_id=0")
        {
            Headers = [new("Host", host), new("Authorization", server.Admin().Authorization!)],
        };

        Assert.InRange((await server.Send(request, TestContext.Current.CancellationToken)).Status, 400, 403);
    }

    private static Task<RawResponse> Send(
        SluiceServer server,
        Scene scene,
        string key,
        string prefix,
        KeyValuePair<string, string>? header = null,
        RouteCase? route = null
    )
    {
        route ??= RouteCases.All[key];
        var target = scene.Fill(route.TargetAt(prefix + key.Split(' ')[1]), "none");
        var json = route.Json is null ? null : scene.Fill(route.Json, "none");
        return server.Admin().Send(key.Split(' ')[0], target, json, header is { } one ? [one] : []);
    }
}
