using Sluice.Http.Tests.Servers;
using Sluice.Http.Tests.Wire;
using Xunit;

namespace Sluice.Http.Tests.Access;

/// <summary>Every served route as every kind of caller. What is expected comes from <see cref="RouteCases"/>, never from the server.</summary>
public sealed class MatrixTests(AccessServers servers, MatrixScenes scenes) : IClassFixture<MatrixScenes>
{
    /// <summary>The calls that are served: database, <c>METHOD path</c>, who calls, and the user whom the request names.</summary>
    public static IEnumerable<TheoryDataRow<DatabaseKind, string, string, string>> Served => Calls(served: true);

    /// <summary>The calls that are refused.</summary>
    public static IEnumerable<TheoryDataRow<DatabaseKind, string, string, string>> Refused => Calls(served: false);

    [Fact]
    public async Task The_routes_that_are_served_are_those_that_are_classified()
    {
        var printed = await ServerProgram.UnderTest().Output(["routes", "--app-name", "basic-auth"], TestContext.Current.CancellationToken);
        var served = printed
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t'))
            .Select(row => $"{row[0]} {row[1]}")
            .ToList();

        Assert.Empty(served.Except(RouteCases.ByPath.Keys).Select(key => $"unclassified route: {key} (say in RouteCases who may call it)"));
        Assert.Empty(RouteCases.ByPath.Keys.Except(served).Select(key => $"classified and not served: {key}"));
    }

    [Theory, MemberData(nameof(Served))]
    public async Task Whoever_may_call_a_route_is_served(DatabaseKind database, string key, string caller, string about)
    {
        var route = RouteCases.ByPath[key];

        var answer = await Call(database, await scenes.Served(database, key, route), key, caller, about);

        Assert.True(answer.Status == route.Status, $"{answer.Status} instead of {route.Status}: {answer.Text}");
    }

    [Theory, MemberData(nameof(Refused))]
    public async Task Whoever_may_not_is_refused_and_changes_nothing(DatabaseKind database, string key, string caller, string about)
    {
        var (answer, unchanged) = await scenes.Refused(database, scene => Call(database, scene, key, caller, about));

        if (Named(caller).Holds is Need.Nothing)
        {
            Assert.True(answer.Status == 401, $"{answer.Status} instead of 401: {answer.Text}");
            Assert.Equal("Basic realm=\"mlflow\"", answer.Headers["WWW-Authenticate"]);
            Assert.StartsWith("You are not authenticated.", answer.Text, StringComparison.Ordinal);
        }
        else
        {
            Assert.True(answer.Status == 403, $"{answer.Status} instead of 403: {answer.Text}");
            Assert.Equal(("Permission denied", RouteCases.ByPath[key].Refusal), (answer.Text, answer.Headers["Content-Type"]));
        }
        Assert.True(unchanged, "a refused call changed something");
    }

    private static IEnumerable<TheoryDataRow<DatabaseKind, string, string, string>> Calls(bool served) =>
        from database in Enum.GetValues<DatabaseKind>()
        from route in RouteCases.ByPath
        from caller in MatrixCaller.All
        from about in caller.NamesAt(route.Value)
        where caller.May(route.Value, about) == served
        select new TheoryDataRow<DatabaseKind, string, string, string>(database, route.Key, caller.Title, about)
        {
            Label = $"{route.Key} as {caller.Title}{(route.Value.Need is Need.Self ? $" about {about}" : "")} on {database}",
        };

    private static MatrixCaller Named(string title) => MatrixCaller.All.Single(caller => caller.Title == title);

    private async Task<RawResponse> Call(DatabaseKind database, Scene scene, string key, string caller, string about)
    {
        var (route, who) = (RouteCases.ByPath[key], Named(caller));
        var server = await servers.On(database);
        return await new Caller(server.Port, who.Name, who.Password).Send(
            route.Method,
            scene.Fill(route.TargetAt(key.Split(' ')[1]), about),
            route.Json is null ? null : scene.Fill(route.Json, about)
        );
    }
}
