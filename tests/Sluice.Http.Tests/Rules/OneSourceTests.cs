using Sluice.Http.Tests.Access;
using Sluice.Http.Tests.Servers;
using Xunit;

namespace Sluice.Http.Tests.Rules;

/// <summary>A request that names a resource in two places, differently, is refused; so the rule and the handler can't mean two things.</summary>
public sealed class OneSourceTests(AccessServers servers)
{
    /// <summary>The routes whose body names an experiment or a run.</summary>
    public static TheoryData<string> Bodies =>
        [
            .. RouteCases
                .All.Where(route =>
                    route.Value.Json is { } json
                    && (Names(json, "experiment") || Names(json, "run"))
                    && !route.Key.Contains("/search", StringComparison.Ordinal)
                )
                .Select(route => route.Key),
        ];

    /// <summary>The routes whose body names a run by its new or its old field; log-batch knows the new one alone.</summary>
    public static TheoryData<string> OldBodies =>
        [
            .. Bodies
                .Select(row => row.Data)
                .Where(route => Kind(RouteCases.All[route].Json!) == "run" && !route.EndsWith("log-batch", StringComparison.Ordinal)),
        ];

    /// <summary>The routes whose query names an experiment or a run.</summary>
    public static TheoryData<string> Queries =>
        [
            .. RouteCases
                .All.Where(route =>
                    route.Value.Target.StartsWith('?')
                    && (Names(route.Value.Target, "experiment") || Names(route.Value.Target, "run"))
                    && !route.Key.Contains("artifacts", StringComparison.Ordinal)
                )
                .Select(route => route.Key),
        ];

    [Theory, MemberData(nameof(Bodies))]
    public async Task A_body_and_a_query_that_differ_are_refused(string route) =>
        await Refused(
            route,
            (own, other, json, field) =>
                [
                    (own.Fill($"?{field}={{{Kind(json)}}}", ""), other.Fill(json, "")),
                    (other.Fill($"?{field}={{{Kind(json)}}}", ""), own.Fill(json, "")),
                ]
        );

    [Theory, MemberData(nameof(Bodies))]
    public async Task A_key_that_comes_twice_with_two_values_is_refused(string route) =>
        await Refused(
            route,
            (own, other, json, field) =>
                [
                    ("", $$"""{"{{field}}": "{{own.Fill($"{{{Kind(json)}}}", "")}}", {{other.Fill(json, "").TrimStart('{')}}"""),
                    ("", $$"""{{other.Fill(json, "").TrimEnd('}')}}, "{{field}}": "{{own.Fill($"{{{Kind(json)}}}", "")}}"}"""),
                    ("", $$"""{"{{field}}": "{{other.Fill($"{{{Kind(json)}}}", "")}}", {{own.Fill(json, "").TrimStart('{')}}"""),
                ]
        );

    [Theory, MemberData(nameof(Bodies))]
    public async Task Snake_and_camel_case_together_are_refused(string route) =>
        await Refused(
            route,
            (own, other, json, field) =>
                [
                    ("", $$"""{"{{Camel(field)}}": "{{own.Fill($"{{{Kind(json)}}}", "")}}", {{other.Fill(json, "").TrimStart('{')}}"""),
                    ("", $$"""{"{{Camel(field)}}": "{{other.Fill($"{{{Kind(json)}}}", "")}}", {{own.Fill(json, "").TrimStart('{')}}"""),
                ]
        );

    [Theory, MemberData(nameof(OldBodies))]
    public async Task Run_id_and_run_uuid_that_differ_are_refused(string route) =>
        await Refused(
            route,
            (own, other, json, _) =>
                [
                    ("", $$"""{"run_uuid": "{{own.Fill("{run}", "")}}", {{other.Fill(json, "").TrimStart('{')}}"""),
                    ("", $$"""{"run_uuid": "{{other.Fill("{run}", "")}}", {{own.Fill(json, "").TrimStart('{')}}"""),
                ]
        );

    [Theory, MemberData(nameof(Queries))]
    public async Task A_parameter_that_comes_twice_with_two_values_never_shows_the_other(string route)
    {
        var (server, own, other) = await TwoScenes();
        var query = RouteCases.All[route].Target;
        var path = Path(route);
        foreach (var (first, second) in ((Scene, Scene)[])[(own, other), (other, own)])
        {
            var answer = await server.As("manager").Get($"{path}{first.Fill(query, "")}&{second.Fill(query, "")[1..]}");

            Assert.InRange(answer.Status, 400, 404);
        }
    }

    [Theory, MemberData(nameof(Queries))]
    public async Task A_query_and_a_body_that_differ_never_show_the_other(string route)
    {
        var (server, own, other) = await TwoScenes();
        var query = RouteCases.All[route].Target;
        var (name, kind) = query.Contains("{run}", StringComparison.Ordinal) ? ("run_id", "{run}") : ("experiment_id", "{experiment}");
        foreach (var (first, second) in ((Scene, Scene)[])[(own, other), (other, own)])
        {
            var body = $$"""{"{{name}}": "{{second.Fill(kind, "")}}"}""";
            var answer = await server.As("manager").Send("GET", Path(route) + first.Fill(query, ""), body);

            Assert.DoesNotContain(other.Fill("{name}", ""), answer.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(other.Fill("{run}", ""), answer.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("")]
    public async Task A_deletion_that_names_two_users_deletes_none(string contentType)
    {
        var server = await servers.On(DatabaseKind.Sqlite);
        var (one, two) = (Guid.NewGuid().ToString("N"), Guid.NewGuid().ToString("N"));
        await server.Admin().MakeUser(one);
        await server.Admin().MakeUser(two);

        var answer = await server
            .Admin()
            .Send(
                "DELETE",
                $"users/delete?username={one}",
                $$"""{"username": "{{two}}"}""",
                KeyValuePair.Create("Content-Type", contentType)
            );

        Assert.Equal(400, answer.Status);
        Assert.Equal(200, (await server.As(one).Get("/version")).Status);
        Assert.Equal(200, (await server.As(two).Get("/version")).Status);
    }

    private async Task Refused(string route, Func<Scene, Scene, string, string, (string Query, string Body)[]> requests)
    {
        var (server, own, other) = await TwoScenes();
        var json = RouteCases.All[route].Json!;
        var before = await other.Picture();
        foreach (var (query, body) in requests(own, other, json, Kind(json) == "run" ? "run_id" : "experiment_id"))
        {
            var answer = await server.As("manager").Send(RouteCases.All[route].Method, Path(route) + query, body);

            Assert.True(answer.Status is 400 or 403, $"{query} {body}: {answer.Status} {answer.Text}");
        }
        Assert.Equal(before, await other.Picture());
    }

    private async Task<(SluiceServer Server, Scene Own, Scene Other)> TwoScenes()
    {
        var server = await servers.On(DatabaseKind.Sqlite);
        var own = await Scene.Make(server);
        return (server, own, await Scene.Make(server, granted: false));
    }

    private static string Path(string route) => RouteCases.All[route].Paths[0];

    private static string Kind(string json) =>
        Names(json, "run") ? "run"
        : Names(json, "deleted") ? "deleted"
        : "experiment";

    private static bool Names(string text, string kind) =>
        text.Contains($"{{{kind}}}", StringComparison.Ordinal)
        || (kind == "experiment" && text.Contains("{deleted}", StringComparison.Ordinal));

    private static string Camel(string field) => field == "run_id" ? "runId" : "experimentId";
}
