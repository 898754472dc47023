using Sluice.Http.Tests.Json;
using Sluice.Http.Tests.Servers;
using Xunit;

namespace Sluice.Http.Tests.Faults;

/// <summary>Requests that name one thing again and again.</summary>
public sealed class RepeatedIdTests(FaultServers servers) : IClassFixture<FaultServers>
{
    [Theory, BothDatabases]
    public async Task A_run_that_is_named_again_is_shown_again(DatabaseKind database)
    {
        var server = await servers.On(database);
        var (one, other) = (await server.Admin().MakeRun("0"), await server.Admin().MakeRun("0"));
        foreach (var run in (string[])[one, other])
        {
            await server
                .Admin()
                .Done("POST", "runs/log-metric", $$"""{"run_id": "{{run}}", "key": "m", "value": 1, "timestamp": 1, "step": 1}""");
        }

        string[] named = [one, other, one, one];
        var answer = await server
            .Admin()
            .Done("GET", $"metrics/get-history-bulk-interval?{string.Join('&', named.Select(id => $"run_ids={id}"))}&metric_key=m");

        Assert.Equal(named, ((JsonArray)answer.At("metrics")!).Items.Select(item => Caller.Text(item, "run_id")));
    }

    [Theory]
    [BothDatabases(10_000, 200)]
    [BothDatabases(10_001, 400)]
    public async Task A_search_names_ten_thousand_experiments_at_most(DatabaseKind database, int count, int status)
    {
        var server = await servers.On(database);
        var ids = string.Join(',', Enumerable.Range(0, count).Select(id => $"\"{id}\""));

        Assert.Equal(status, (await server.Admin().Post("runs/search", $$"""{"experiment_ids": [{{ids}}]}""")).Status);
    }
}
