using Sluice.Http.Tests.Access;
using Sluice.Http.Tests.Json;
using Sluice.Http.Tests.Servers;
using Sluice.Http.Tests.Wire;
using Xunit;

namespace Sluice.Http.Tests.Rules;

/// <summary>Lists show only what may be shown, and nobody learns from an answer whether what he may not see exists.</summary>
public sealed class VisibilityTests(AccessServers servers)
{
    private static readonly string Unknown = new('f', 32);

    /// <summary>The routes that name one run or experiment. A name of an experiment is no secret: clients ask before they create.</summary>
    public static TheoryData<string, DatabaseKind> Naming =>
        [
            .. RouteCases
                .All.Where(route =>
                    (
                        route.Value.Target.Contains("{experiment}", StringComparison.Ordinal)
                        || route.Value.Target.Contains("{run}", StringComparison.Ordinal)
                        || (route.Value.Json ?? "").Contains("{experiment}", StringComparison.Ordinal)
                        || (route.Value.Json ?? "").Contains("{run}", StringComparison.Ordinal)
                    ) && !route.Key.Contains("logged-models", StringComparison.Ordinal)
                )
                .SelectMany(route => Enum.GetValues<DatabaseKind>().Select(kind => (route.Key, kind))),
        ];

    [Theory, MemberData(nameof(Naming))]
    public async Task Unknown_forbidden_and_deleted_ids_look_the_same(string route, DatabaseKind database)
    {
        var server = await servers.On(database);
        var named = RouteCases.All[route];
        var (experiment, run) = await Made(server);
        var (deleted, deletedRun) = await Made(server);
        await server.Admin().Done("POST", "runs/delete", $$"""{"run_id": "{{deletedRun}}"}""");
        await server.Admin().Done("POST", "experiments/delete", $$"""{"experiment_id": "{{deleted}}"}""");

        var answers = new List<string>();
        foreach (var (experimentId, runId) in ((string, string)[])[("99999999", Unknown), (experiment, run), (deleted, deletedRun)])
        {
            var target = Fill(named.TargetAt(named.Paths[0]), experimentId, runId);
            var json = named.Json is { } body ? Fill(body, experimentId, runId) : null;
            answers.Add(Whole(await server.As("none").Send(named.Method, target, json)));
        }

        Assert.Single(answers.Distinct());
    }

    [Theory]
    [BothDatabases(1)]
    [BothDatabases(2)]
    [BothDatabases(3)]
    [BothDatabases(4)]
    [BothDatabases(5)]
    public async Task Pages_of_experiments_are_full_and_hold_none_that_is_forbidden(DatabaseKind database, int size)
    {
        var server = await servers.On(database);
        var name = Guid.NewGuid().ToString("N");
        await server.Admin().MakeUser(name);
        var made = new List<string>();
        for (var i = 0; i < 11; i++)
        {
            made.Add(await server.Admin().MakeExperiment($"{name}-{i}"));
        }
        var allowed = made.Where((_, i) => i % 2 == 0).ToList();
        await server.Grant([
            .. made.Select((id, i) => (name, "experiment", id, i % 2 == 0 ? "READ" : "DENY")),
            (name, "experiment", "0", "DENY"),
        ]);

        var pages = await Pages(server.As(name), size, $"name LIKE '{name}-%'");
        var all = await Pages(server.As(name), size, "");

        Assert.Equal(allowed.AsEnumerable().Reverse(), pages.SelectMany(page => page));
        Assert.All(pages.SkipLast(1), page => Assert.Equal(size, page.Count));
        Assert.Equal(allowed.AsEnumerable().Reverse(), all.SelectMany(page => page));
    }

    [Theory, BothDatabases]
    public async Task Pages_of_a_user_without_veto_hold_only_what_is_granted(DatabaseKind database)
    {
        var server = await servers.On(database);
        var name = Guid.NewGuid().ToString("N");
        await server.Admin().MakeUser(name);
        var made = new List<string>();
        for (var i = 0; i < 7; i++)
        {
            made.Add(await server.Admin().MakeExperiment($"{name}-{i}"));
        }
        await server.Grant((name, "experiment", made[1], "READ"), (name, "experiment", made[5], "EDIT"));

        var pages = await Pages(server.As(name), 1, "");

        Assert.Equal([made[5], made[1]], pages.SelectMany(page => page));
    }

    [Theory, BothDatabases]
    public async Task Creating_what_exists_gives_no_right_to_it(DatabaseKind database)
    {
        var server = await servers.On(database);
        var name = Guid.NewGuid().ToString("N");
        var id = await server.Admin().MakeExperiment(name);

        var again = await server.As("none").Post("experiments/create", $$"""{"name": "{{name}}"}""");

        Assert.Equal(400, again.Status);
        Assert.Equal(403, (await server.As("none").Get($"experiments/get?experiment_id={id}")).Status);
    }

    [Theory]
    [BothDatabases(0)]
    [BothDatabases(1)]
    [BothDatabases(2)]
    public async Task One_forbidden_run_refuses_the_whole_request(DatabaseKind database, int place)
    {
        var server = await servers.On(database);
        var (experiment, run) = await Made(server);
        var (_, forbidden) = await Made(server);
        await server.Grant(("reader", "experiment", experiment, "READ"));
        string[] ids = [run, run, run];
        const string Query = "&metric_key=m&max_results=5";
        var target = "metrics/get-history-bulk-interval?";

        Assert.Equal(200, (await server.As("reader").Get(target + string.Join('&', ids.Select(id => $"run_ids={id}")) + Query)).Status);
        ids[place] = forbidden;
        Assert.Equal(403, (await server.As("reader").Get(target + string.Join('&', ids.Select(id => $"run_ids={id}")) + Query)).Status);
    }

    private static async Task<List<List<string>>> Pages(Caller caller, int size, string filter)
    {
        var pages = new List<List<string>>();
        string? token = null;
        do
        {
            var body = $$"""{"max_results": {{size}}, "filter": "{{filter}}", "page_token": "{{token}}"}""";
            var answer = await caller.Done("POST", "experiments/search", body);
            pages.Add([
                .. (answer.At("experiments") is JsonArray list ? list.Items : []).Select(item => Caller.Text(item, "experiment_id")),
            ]);
            token = answer.At("next_page_token") is JsonString next ? next.Value : null;
            Assert.True(pages.Count < 100, "the pages don't end");
        } while (!string.IsNullOrEmpty(token));
        return pages;
    }

    private static async Task<(string Experiment, string Run)> Made(SluiceServer server)
    {
        var experiment = await server.Admin().MakeExperiment();
        return (experiment, await server.Admin().MakeRun(experiment));
    }

    private static string Fill(string text, string experiment, string run) =>
        text.Replace("{experiment}", experiment, StringComparison.Ordinal)
            .Replace("{run}", run, StringComparison.Ordinal)
            .Replace("{new}", "new", StringComparison.Ordinal);

    private static string Whole(RawResponse answer) =>
        $"{answer.Status}\n"
        + string.Join(
            '\n',
            answer
                .Headers.Where(header => header.Key != "Date")
                .OrderBy(header => header.Key, StringComparer.Ordinal)
                .Select(header => $"{header.Key}: {header.Value}")
        )
        + $"\n\n{answer.Text}";
}
