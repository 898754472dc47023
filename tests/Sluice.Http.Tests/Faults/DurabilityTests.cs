using System.Collections.Concurrent;
using System.Globalization;
using Sluice.Http.Tests.Json;
using Sluice.Http.Tests.Servers;
using Xunit;

namespace Sluice.Http.Tests.Faults;

/// <summary>What was acknowledged survives the death of the server, and nothing is half there.</summary>
public sealed class DurabilityTests(PostgresServer postgres)
{
    private const int Writers = 8;
    private const int BatchSize = 7;
    private const int LeastWrites = 150;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task What_was_acknowledged_is_there_after_a_kill(DatabaseKind database)
    {
        using var place = await ServerPlace.Make(database, postgres, Cancellation);
        var all = new Acknowledged();
        for (var round = 0; round < 3; round++)
        {
            await using (var server = await SluiceServer.StartAt(place, options: null, Cancellation))
            {
                var experiment = await server.Admin().MakeExperiment();
                var before = all.Count;
                Task[] writers = [.. Enumerable.Range(0, Writers).Select(number => Write(server.Admin(), experiment, number, all))];
                Assert.True(
                    await Deadline.HoldsWithin(
                        TimeSpan.FromSeconds(60),
                        _ => Task.FromResult(all.Count - before >= LeastWrites),
                        Cancellation
                    ),
                    $"only {all.Count - before} writes were acknowledged: {server.Output}"
                );
                await server.Kill(Cancellation);
                await Task.WhenAll(writers);
            }
            await using var again = await SluiceServer.StartAt(place, options: null, Cancellation);
            await all.Check(again.Admin());
        }
    }

    private static async Task Write(Caller caller, string experiment, int writer, Acknowledged all)
    {
        try
        {
            var run = await caller.MakeRun(experiment);
            all.Run(run);
            for (var i = 0; ; i++)
            {
                var key = $"w{writer}-{i}";
                switch (i % 4)
                {
                    case 0:
                        await caller.Done(
                            "POST",
                            "runs/log-metric",
                            $$"""{"run_id": "{{run}}", "key": "single", "value": {{i}}, "timestamp": {{i}}, "step": {{i}}}"""
                        );
                        all.Metric(run, i);
                        break;
                    case 1:
                        all.BatchBegins(run, key);
                        await caller.Done("POST", "runs/log-batch", Batch(run, key, i));
                        all.BatchEnds(run, key);
                        break;
                    case 2:
                        await caller.Done("POST", "runs/set-tag", $$"""{"run_id": "{{run}}", "key": "{{key}}", "value": "{{key}}"}""");
                        all.Tag(run, key);
                        break;
                    default:
                        all.Run(await caller.MakeRun(experiment));
                        break;
                }
            }
        }
        catch (IOException)
        {
            // The server is gone: what it didn't answer is not promised.
        }
    }

    // Metrics, params and tags under one key: all of them or none.
    private static string Batch(string run, string key, int number)
    {
        var metrics = Enumerable
            .Range(0, BatchSize)
            .Select(i => $$"""{"key": "{{key}}", "value": {{number}}, "timestamp": 1, "step": {{i}}}""");
        var pairs = string.Join(", ", Enumerable.Range(0, BatchSize).Select(i => $$"""{"key": "{{key}}/{{i}}", "value": "v"}"""));
        return $$"""{"run_id": "{{run}}", "metrics": [{{string.Join(", ", metrics)}}], "params": [{{pairs}}], "tags": [{{pairs}}]}""";
    }

    private sealed class Acknowledged
    {
        private readonly ConcurrentDictionary<string, byte> runs = [];
        private readonly ConcurrentBag<(string Run, int Step)> metrics = [];
        private readonly ConcurrentBag<(string Run, string Key)> tags = [];
        private readonly ConcurrentDictionary<(string Run, string Key), bool> batches = [];
        private int count;

        public int Count => Volatile.Read(ref count);

        public void Run(string run) => Note(runs.TryAdd(run, 0));

        public void Metric(string run, int step)
        {
            metrics.Add((run, step));
            Note(true);
        }

        public void Tag(string run, string key)
        {
            tags.Add((run, key));
            Note(true);
        }

        public void BatchBegins(string run, string key) => batches[(run, key)] = false;

        public void BatchEnds(string run, string key)
        {
            batches[(run, key)] = true;
            Note(true);
        }

        public async Task Check(Caller caller)
        {
            var wrong = new List<string>();
            var steps = metrics.ToLookup(one => one.Run, one => one.Step);
            var tagged = tags.ToLookup(one => one.Run, one => one.Key);
            var begun = batches.ToLookup(one => one.Key.Run, one => (one.Key.Key, Whole: one.Value));
            foreach (var run in runs.Keys)
            {
                var answer = await caller.Get($"runs/get?run_id={run}");
                if (answer.Status != 200)
                {
                    wrong.Add($"run {run} is gone: {answer.Text}");
                    continue;
                }
                var data = JsonReader.Read(answer.Text).At("run.data")!;
                var held = Keys(data, "tags").ToHashSet();
                var parameters = Keys(data, "params").ToHashSet();
                var named = Keys(data, "metrics").ToHashSet();
                wrong.AddRange(tagged[run].Where(key => !held.Contains(key)).Select(key => $"tag {key} of {run} is gone"));
                if (steps[run].Any())
                {
                    var logged = (await Steps(caller, run, "single")).ToHashSet();
                    wrong.AddRange(steps[run].Where(step => !logged.Contains(step)).Select(step => $"metric {step} of {run} is gone"));
                }
                foreach (var (key, acknowledged) in begun[run])
                {
                    var found =
                        Enumerable
                            .Range(0, BatchSize)
                            .Sum(i => (held.Contains($"{key}/{i}") ? 1 : 0) + (parameters.Contains($"{key}/{i}") ? 1 : 0))
                        + (named.Contains(key) ? (await Steps(caller, run, key)).Count : 0);
                    if (found != 3 * BatchSize && (acknowledged || found != 0))
                    {
                        wrong.Add($"of batch {key} of {run} ({(acknowledged ? "acknowledged" : "under way")}) {found} values are there");
                    }
                }
            }
            Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        }

        private void Note(bool isNew) => Interlocked.Add(ref count, isNew ? 1 : 0);

        private static IEnumerable<string> Keys(JsonValue data, string list) =>
            data.At(list) is JsonArray items ? items.Items.Select(item => Caller.Text(item, "key")) : [];

        private static async Task<List<int>> Steps(Caller caller, string run, string key)
        {
            var history = await caller.Done("GET", $"metrics/get-history?run_id={run}&metric_key={key}");
            return history.At("metrics") is JsonArray points
                ? [.. points.Items.Select(point => int.Parse(Number(point.At("step")), CultureInfo.InvariantCulture))]
                : [];
        }

        private static string Number(JsonValue? value) => value is JsonNumber number ? number.Spelling : "0";
    }
}
