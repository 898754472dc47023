using System.Globalization;
using Sluice.Http.Tests.Json;
using Sluice.Http.Tests.Servers;
using Sluice.Http.Tests.Wire;
using Xunit;

namespace Sluice.Http.Tests.Faults;

/// <summary>Many clients at one run at once, through one server and through two.</summary>
public sealed class ConcurrencyTests(ServerPairs pairs) : IClassFixture<ServerPairs>
{
    private const int Clients = 16;
    private const int Rounds = 12;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [BothDatabases(1)]
    [BothDatabases(2)]
    public async Task The_latest_metric_is_right_when_many_log_it_at_once(DatabaseKind database, int servers)
    {
        var started = await pairs.On(database, servers);
        const int last = (Rounds * Clients) - 1;
        var run = await Run(started);

        var answers = await Together(
            started,
            (caller, client, round) =>
            {
                // The latest value comes first: whoever takes the last one written for it shows here.
                var step = last - ((round * Clients) + client);
                return client % 2 == 0
                    ? caller.Post(
                        "runs/log-metric",
                        $$"""{"run_id": "{{run}}", "key": "same", "value": {{step}}, "timestamp": 1, "step": {{step}}}"""
                    )
                    : caller.Post(
                        "runs/log-batch",
                        // Several keys, each client in another order: whoever locks rows in the order given waits in a circle.
                        $$"""
                        {"run_id": "{{run}}", "metrics": [{{string.Join(
                            ", ",
                            Turned(client, ["a", "b", "c", "same", "d"]).Select(key => $$"""{"key": "{{key}}", "value": {{step}}, "timestamp": 1, "step": {{step}}}""")
                        )}}]}
                        """
                    );
            }
        );

        Assert.All(answers, answer => Assert.Equal((200, answer.Text), (answer.Status, answer.Text)));
        var latest = await Latest(started[0].Admin(), run);
        Assert.Equal(last, latest["same"]);
        // Batches come from every second client, beginning with the second.
        Assert.All((string[])["a", "b", "c", "d"], key => Assert.Equal(last - 1, latest[key]));
        var history = await started[0].Admin().Done("GET", $"metrics/get-history?run_id={run}&metric_key=same");
        Assert.Equal(Rounds * Clients, ((JsonArray)history.At("metrics")!).Items.Count);
    }

    [Theory]
    [BothDatabases(1)]
    [BothDatabases(2)]
    public async Task A_param_keeps_its_first_value_when_many_log_it_at_once(DatabaseKind database, int servers)
    {
        var started = await pairs.On(database, servers);
        var run = await Run(started);

        var answers = await Together(
            started,
            (caller, client, round) =>
                client % 2 == 0
                    ? caller.Post("runs/log-parameter", $$"""{"run_id": "{{run}}", "key": "p{{round}}", "value": "{{client}}"}""")
                    : caller.Post(
                        "runs/log-batch",
                        $$"""{"run_id": "{{run}}", "params": [{"key": "p{{round}}", "value": "{{client}}"}, {"key": "own{{client}}-{{round}}", "value": "v"}]}"""
                    )
        );

        Assert.All(answers, answer => Assert.True(answer.Status is 200 or 400, $"{answer.Status} {answer.Text}"));
        // One client a round was first; whoever came later was refused.
        Assert.Equal(Rounds, answers.Count(answer => answer.Status == 200));
        Assert.Equal(
            Rounds * (Clients - 1),
            answers.Count(answer => answer.Text.Contains("Changing param values is not allowed", StringComparison.Ordinal))
        );
    }

    [Theory]
    [BothDatabases(1)]
    [BothDatabases(2)]
    public async Task Tags_and_other_params_of_one_run_do_not_hinder_each_other(DatabaseKind database, int servers)
    {
        var started = await pairs.On(database, servers);
        var run = await Run(started);

        var answers = await Together(
            started,
            (caller, client, round) =>
                caller.Post(
                    "runs/log-batch",
                    $$"""
                    {"run_id": "{{run}}",
                     "tags": [{{string.Join(
                        ", ",
                        Turned(client, ["a", "b", "c", "d"]).Select(key => $$"""{"key": "{{key}}", "value": "{{client}}-{{round}}"}""")
                    )}}],
                     "params": [{"key": "p{{client}}-{{round}}", "value": "v"}]}
                    """
                )
        );

        Assert.All(answers, answer => Assert.Equal((200, answer.Text), (answer.Status, answer.Text)));
        var data = (await started[0].Admin().Done("GET", $"runs/get?run_id={run}")).At("run.data")!;
        Assert.Equal(Clients * Rounds, ((JsonArray)data.At("params")!).Items.Count);
        var tags = ((JsonArray)data.At("tags")!).Items.Where(tag => Caller.Text(tag, "key").Length == 1).ToList();
        Assert.Equal(4, tags.Count);
        // A batch is one unit: the last one set all four.
        Assert.Single(tags.Select(tag => Caller.Text(tag, "value")).Distinct());
    }

    [Theory]
    [BothDatabases(1)]
    [BothDatabases(2)]
    public async Task One_of_many_makes_an_experiment_of_a_name(DatabaseKind database, int servers)
    {
        var started = await pairs.On(database, servers);
        var name = Guid.NewGuid().ToString("N");

        var answers = await Together(
            started,
            (caller, _, round) => caller.Post("experiments/create", $$"""{"name": "{{name}}{{round}}"}""")
        );

        Assert.Equal(Rounds, answers.Count(answer => answer.Status == 200));
        Assert.Equal(
            Rounds * (Clients - 1),
            answers.Count(answer => answer.Text.Contains("RESOURCE_ALREADY_EXISTS", StringComparison.Ordinal))
        );
    }

    private static async Task<string> Run(SluiceServer[] started) =>
        await started[0].Admin().MakeRun(await started[0].Admin().MakeExperiment());

    // Rounds follow each other, the clients of a round go at once, spread over the servers.
    private static async Task<List<RawResponse>> Together(SluiceServer[] started, Func<Caller, int, int, Task<RawResponse>> call)
    {
        var answers = new List<RawResponse>();
        for (var round = 0; round < Rounds; round++)
        {
            answers.AddRange(
                await Task.WhenAll(
                    Enumerable.Range(0, Clients).Select(client => call(started[client % started.Length].Admin(), client, round))
                )
            );
        }
        return answers;
    }

    private static IEnumerable<string> Turned(int by, string[] keys) => keys.Select((_, i) => keys[(i + by) % keys.Length]);

    private static async Task<Dictionary<string, double>> Latest(Caller caller, string run)
    {
        var answer = await caller.Done("GET", $"runs/get?run_id={run}");
        return ((JsonArray)answer.At("run.data.metrics")!).Items.ToDictionary(
            metric => Caller.Text(metric, "key"),
            metric => double.Parse(((JsonNumber)metric.At("value")!).Spelling, CultureInfo.InvariantCulture)
        );
    }
}
