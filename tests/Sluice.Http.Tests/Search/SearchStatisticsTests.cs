using Sluice.Http.Tests.Servers;
using Xunit;

namespace Sluice.Http.Tests.Search;

/// <summary>How PostgreSQL's statistics decide the way that a search takes; what it finds is the same.</summary>
public sealed class SearchStatisticsTests(PostgresServer postgres)
{
    private const string Filter = "params.model = 'm1' AND tags.team = 't0'";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Equalities_are_found_by_key_in_experiments_that_have_most_of_the_runs()
    {
        using var place = await ServerPlace.Make(DatabaseKind.Postgres, postgres, Cancellation);
        string large;
        string small;
        await using (var server = await SluiceServer.StartAt(place, options: null, Cancellation))
        {
            large = await Experiment(server, 20);
            small = await Experiment(server, 4);
            Assert.Equal(5, await Found(server, large, Filter));
            // One that finds nothing, so that it stays its connection's last statement.
            Assert.Equal(0, await Found(server, large, Filter + " AND metrics.none > 0"));
            Assert.Equal("0", await SearchesByKey(place));
        }
        await using (var tracking = await place.OpenTracking(Cancellation))
        {
            await tracking.Execute("ANALYZE");
        }
        await using (var server = await SluiceServer.StartAt(place, options: null, Cancellation))
        {
            Assert.Equal(1, await Found(server, small, Filter));
            Assert.Equal(0, await Found(server, small, Filter + " AND metrics.none > 0"));
            Assert.Equal("0", await SearchesByKey(place));

            Assert.Equal(5, await Found(server, large, Filter));
            Assert.Equal(0, await Found(server, large, Filter + " AND metrics.none > 0"));
            Assert.NotEqual("0", await SearchesByKey(place));
        }
    }

    [Fact]
    public async Task Values_that_are_too_long_for_an_index_are_stored_and_found_by_key()
    {
        // 1000 bytes are the most that the index knows, here of 500 and of 501 characters; the last two differ at their end alone.
        string[] values = [new('é', 500), new('é', 501), $"{new('v', 5000)}1", $"{new('v', 5000)}2"];
        using var place = await ServerPlace.Make(DatabaseKind.Postgres, postgres, Cancellation);
        var experiment = "";
        for (var start = 0; start < 2; start++)
        {
            await using var server = await SluiceServer.StartAt(place, options: null, Cancellation);
            if (start == 0)
            {
                experiment = await server.Admin().MakeExperiment();
                foreach (var value in values)
                {
                    await Run(server, experiment, value, value);
                }
                await using var tracking = await place.OpenTracking(Cancellation);
                await tracking.Execute("ANALYZE");
                continue;
            }
            foreach (var value in values)
            {
                Assert.Equal(1, await Found(server, experiment, $"params.model = '{value}' AND tags.team = '{value}'"));
            }
            Assert.Equal(0, await Found(server, experiment, Filter));
            Assert.NotEqual("0", await SearchesByKey(place));
        }
    }

    /// <summary>An experiment of runs, of which one in four has each pair of model and team.</summary>
    private static async Task<string> Experiment(SluiceServer server, int runs)
    {
        var experiment = await server.Admin().MakeExperiment();
        for (var i = 0; i < runs; i++)
        {
            await Run(server, experiment, $"m{i % 2}", $"t{i / 2 % 2}");
        }
        return experiment;
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
