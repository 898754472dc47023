using Sluice.Http.Tests.Json;
using Sluice.Http.Tests.Servers;
using Xunit;

namespace Sluice.Http.Tests.Search;

/// <summary>
/// One server a kind of database that holds the recorded data set: every step that is served was sent to it; the inputs of runs, whose
/// route is not served yet, were written beside it.
/// </summary>
public sealed class SearchServers(PostgresServer postgres) : IAsyncDisposable
{
    private readonly Dictionary<DatabaseKind, Task<(SluiceServer Server, Dictionary<string, string> Symbols)>> servers = [];
    private readonly Lock gate = new();

    /// <summary>The server on a kind of database and the ids by symbol; loaded for whoever asks first.</summary>
    public Task<(SluiceServer Server, Dictionary<string, string> Symbols)> On(DatabaseKind database)
    {
        lock (gate)
        {
            if (!servers.TryGetValue(database, out var server))
            {
                servers.Add(database, server = Load(database));
            }
            return server;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var server in servers.Values)
        {
            await (await server).Server.DisposeAsync();
        }
    }

    private async Task<(SluiceServer Server, Dictionary<string, string> Symbols)> Load(DatabaseKind database)
    {
        var server = await SluiceServer.Start(database, postgres, new ServerOptions { App = null }, TestContext.Current.CancellationToken);
        var symbols = new Dictionary<string, string> { ["exp:default"] = "0" };
        var file = RepositoryRoot.Path("tests", "contract", "search", "search-dataset.json");
        var data = JsonReader.Read(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        foreach (var step in ((JsonArray)data.At("steps")!).Items)
        {
            var path = Caller.Text(step, "path");
            if (path.EndsWith("runs/log-inputs", StringComparison.Ordinal))
            {
                await WriteInputs(server, JsonReader.Read(RecordedLine.Filled(step.At("json")!.ToString(), symbols)));
                continue;
            }
            // Of metrics of logged models the runs keep the values; other resources have no part in these searches.
            if (
                !path.StartsWith("/api/2.0/mlflow/runs/", StringComparison.Ordinal)
                && !path.StartsWith("/api/2.0/mlflow/experiments/", StringComparison.Ordinal)
            )
            {
                continue;
            }
            // What is ordered by time was recorded in different milliseconds.
            var before = Milliseconds();
            Assert.True(SpinWait.SpinUntil(() => Milliseconds() > before, TimeSpan.FromSeconds(10)));
            var saved = ((JsonObject)step).Members.GetValueOrDefault("save") as JsonObject;
            var answer = await server
                .Anonymous()
                .Done(Caller.Text(step, "method"), path, RecordedLine.Filled(WithoutModels(step.At("json")!), symbols));
            foreach (var (symbol, place) in saved?.Members ?? new Dictionary<string, JsonValue>())
            {
                symbols[symbol] = Caller.Text(answer, ((JsonString)place).Value);
            }
        }
        if (database is DatabaseKind.Postgres)
        {
            // What PostgreSQL does by itself before long: with statistics, searches take other ways.
            await using var tracking = await server.Place.OpenTracking(TestContext.Current.CancellationToken);
            await tracking.Execute("ANALYZE");
        }
        return (server, symbols);
    }

    private static long Milliseconds() => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    private static string WithoutModels(JsonValue body) =>
        new JsonObject(
            ((JsonObject)body).Members.Where(member => member.Key != "model_id").ToDictionary(member => member.Key, member => member.Value)
        ).ToString();

    private static async Task WriteInputs(SluiceServer server, JsonValue body)
    {
        await using var tracking = await server.Place.OpenTracking(TestContext.Current.CancellationToken);
        var run = Caller.Text(body, "run_id");
        foreach (var input in ((JsonArray)body.At("datasets")!).Items)
        {
            var (name, digest) = (Caller.Text(input, "dataset.name"), Caller.Text(input, "dataset.digest"));
            await tracking.Execute(
                """
                INSERT INTO datasets (dataset_uuid, experiment_id, name, digest, dataset_source_type, dataset_source)
                SELECT @p0, experiment_id, @p1, @p2, 'local', 'src' FROM runs WHERE run_uuid = @p3
                ON CONFLICT DO NOTHING
                """,
                Guid.NewGuid().ToString("N"),
                name,
                digest,
                run
            );
            var id = Guid.NewGuid().ToString("N");
            await tracking.Execute(
                """
                INSERT INTO inputs (input_uuid, source_type, source_id, destination_type, destination_id)
                SELECT @p0, 'DATASET', d.dataset_uuid, 'RUN', r.run_uuid
                FROM runs r JOIN datasets d ON d.experiment_id = r.experiment_id AND d.name = @p1 AND d.digest = @p2
                WHERE r.run_uuid = @p3
                """,
                id,
                name,
                digest,
                run
            );
            foreach (var tag in ((JsonArray)input.At("tags")!).Items)
            {
                await tracking.Execute(
                    "INSERT INTO input_tags (name, value, input_uuid) VALUES (@p0, @p1, @p2)",
                    Caller.Text(tag, "key"),
                    Caller.Text(tag, "value"),
                    id
                );
            }
        }
    }
}
