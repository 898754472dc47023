using Sluice.Http.Tests.Servers;
using Xunit;

namespace Sluice.Http.Tests.Search;

/// <summary>How common a value is decides the way that a search takes; what it finds is the same.</summary>
public sealed class RareValueTests(PostgresServer postgres)
{
    private const string Filter = "params.model = 'm1' AND tags.team = 't0'";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_search_finds_the_same_when_its_values_have_become_common(DatabaseKind kind)
    {
        using var place = await ServerPlace.Make(kind, postgres, Cancellation);
        var experiment = "";
        for (var start = 0; start < 2; start++)
        {
            await using var server = await SluiceServer.StartAt(place, options: null, Cancellation);
            if (start == 0)
            {
                experiment = await server.Admin().MakeExperiment();
                for (var i = 0; i < 12; i++)
                {
                    await Run(server, experiment, $"m{i % 2}", $"t{i / 2 % 2}");
                }
            }
            Assert.Equal(3, await Found(server, experiment, Filter));
            Assert.Equal(6, await Found(server, experiment, "params.model = 'm1'"));
            // One that finds nothing, so that it stays its connection's last statement.
            Assert.Equal(0, await Found(server, experiment, Filter + " AND metrics.none > 0"));
            Assert.True(kind == DatabaseKind.Sqlite || (await SearchesByKey(place) == "0") == (start == 1));
            if (start == 0)
            {
                await AddRunsWithTheValues(place, 1001);
            }
        }
    }

    [Theory, BothDatabases]
    public async Task Values_that_the_index_does_not_know_are_stored_and_found(DatabaseKind kind)
    {
        // 250 characters are the most that the index knows; the last two differ at their end alone.
        string[] values = [new('é', 250), new('é', 251), $"{new('v', 5000)}1", $"{new('v', 5000)}2"];
        using var place = await ServerPlace.Make(kind, postgres, Cancellation);
        await using var server = await SluiceServer.StartAt(place, options: null, Cancellation);
        var experiment = await server.Admin().MakeExperiment();
        foreach (var value in values)
        {
            await Run(server, experiment, value, value);
        }
        foreach (var value in values)
        {
            Assert.Equal(1, await Found(server, experiment, $"params.model = '{value}' AND tags.team = '{value}'"));
        }
    }

    private static async Task Run(SluiceServer server, string experiment, string model, string team)
    {
        var run = await server.Admin().MakeRun(experiment);
        await server
            .Admin()
            .Done(
                "POST",
                "runs/log-batch",
                $$"""
                {
                  "run_id": "{{run}}",
                  "params": [{"key": "model", "value": "{{model}}"}],
                  "tags": [{"key": "team", "value": "{{team}}"}]
                }
                """
            );
    }

    /// <summary>Runs of another experiment, beside the server.</summary>
    private static async Task AddRunsWithTheValues(ServerPlace place, int count)
    {
        await using var tracking = await place.OpenTracking(Cancellation);
        await tracking.Execute(
            """
            WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < @p0)
            INSERT INTO runs (run_uuid, lifecycle_stage, experiment_id) SELECT 'other' || n, 'active', 0 FROM numbers
            """,
            count
        );
        await tracking.Execute(
            "INSERT INTO params (run_uuid, key, value) SELECT run_uuid, 'model', 'm1' FROM runs WHERE experiment_id = 0"
        );
        await tracking.Execute("INSERT INTO tags (run_uuid, key, value) SELECT run_uuid, 'team', 't0' FROM runs WHERE experiment_id = 0");
    }

    private static async Task<int> Found(SluiceServer server, string experiment, string filter)
    {
        var answer = await server
            .Admin()
            .Post("runs/search", $$"""{"experiment_ids": ["{{experiment}}"], "filter": "{{filter}}", "max_results": 100}""");
        Assert.Equal(200, answer.Status);
        return answer.Text.Split("\"run_id\"").Length - 1;
    }

    private static async Task<string?> SearchesByKey(ServerPlace place)
    {
        await using var tracking = await place.OpenTracking(Cancellation);
        return await tracking.Ask(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE '%INTERSECT%'"
        );
    }
}
