using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sluice.Tests.Search;

/// <summary>
/// Turns the requests of the recorded data set into rows, as far as runs and experiments are concerned. What the server would do for
/// each request is done here in the smallest way that a search can see.
/// </summary>
internal sealed class RecordedData(SearchDatabase database)
{
    private const long Start = 1_760_000_000_000;
    private int made;

    /// <summary>Loads the whole data set.</summary>
    public static SearchDatabase Load()
    {
        var database = new SearchDatabase();
        var data = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "contract", "search", "search-dataset.json")))!;
        var loader = new RecordedData(database);
        loader.Experiment("Default", "exp:default", []);
        foreach (var step in data["steps"]!.AsArray())
        {
            loader.Apply(JsonNode.Parse(database.Resolve(step!.ToJsonString(new JsonSerializerOptions { WriteIndented = false })))!);
        }
        return database;
    }

    private void Apply(JsonNode step)
    {
        var body = step["json"];
        var run = body?["run_id"]?.ToString();
        switch (step["path"]?.ToString().Replace("/api/2.0/mlflow/", ""))
        {
            case "experiments/create":
                Experiment(body!["name"]!.ToString(), Symbol(step), Items(body, "tags"));
                break;
            case "experiments/delete":
                database.Execute(
                    "UPDATE experiments SET lifecycle_stage = 'deleted', last_update_time = @p0 WHERE experiment_id = @p1",
                    Start + (20 * ++made),
                    long.Parse(body!["experiment_id"]!.ToString())
                );
                break;
            case "runs/create":
                Run(Symbol(step), body!);
                break;
            case "runs/log-batch":
                Items(body!, "metrics").ForEach(metric => Metric(run!, metric));
                Items(body!, "params")
                    .ForEach(param => KeyValue("INSERT INTO params (key, value, run_uuid) VALUES (@p0, @p1, @p2)", run!, param));
                break;
            case "runs/log-metric":
                Metric(run!, body!);
                break;
            case "runs/update":
                database.Execute("UPDATE runs SET status = @p0 WHERE run_uuid = @p1", body!["status"]!.ToString(), run);
                database.Execute("UPDATE runs SET end_time = @p0 WHERE run_uuid = @p1", body["end_time"]?.GetValue<long>(), run);
                break;
            case "runs/delete":
                database.Execute("UPDATE runs SET lifecycle_stage = 'deleted' WHERE run_uuid = @p0", run);
                break;
            case "runs/log-inputs":
                Items(body!, "datasets").ForEach(input => Input(run!, input));
                break;
        }
    }

    private static string Symbol(JsonNode step) => step["save"]!.AsObject().First().Key;

    private static List<JsonNode> Items(JsonNode body, string name) => [.. (body[name]?.AsArray() ?? []).Select(item => item!)];

    private void Experiment(string name, string symbol, List<JsonNode> tags)
    {
        var id = database.Symbols.Keys.Count(key => key.StartsWith("exp:"));
        database.Symbols[symbol] = id.ToString();
        var now = Start + (20 * ++made);
        database.Execute(
            """
            INSERT INTO experiments (experiment_id, name, artifact_location, lifecycle_stage, creation_time, last_update_time)
            VALUES (@p0, @p1, @p2, 'active', @p3, @p3)
            """,
            id,
            name,
            $"mlflow-artifacts:/{id}",
            now
        );
        tags.ForEach(tag => KeyValue("INSERT INTO experiment_tags (key, value, experiment_id) VALUES (@p0, @p1, @p2)", id.ToString(), tag));
    }

    private void Run(string symbol, JsonNode body)
    {
        var id = $"{++made:x32}";
        var experiment = body["experiment_id"]!.ToString();
        var name = body["run_name"]!.ToString();
        database.Symbols[symbol] = id;
        database.Execute(
            """
            INSERT INTO runs (run_uuid, name, user_id, status, start_time, lifecycle_stage, artifact_uri, experiment_id)
            VALUES (@p0, @p1, @p2, 'RUNNING', @p3, 'active', @p4, @p5)
            """,
            id,
            name,
            body["user_id"]!.ToString(),
            body["start_time"]!.GetValue<long>(),
            $"mlflow-artifacts:/{experiment}/{id}/artifacts",
            long.Parse(experiment)
        );
        const string InsertTag = "INSERT INTO tags (key, value, run_uuid) VALUES (@p0, @p1, @p2)";
        database.Execute(InsertTag, "mlflow.runName", name, id);
        Items(body, "tags").ForEach(tag => KeyValue(InsertTag, id, tag));
    }

    private void KeyValue(string insert, string owner, JsonNode pair) =>
        database.Execute(insert, pair["key"]!.ToString(), pair["value"]!.ToString(), owner);

    private void Metric(string run, JsonNode metric)
    {
        var value = double.Parse(metric["value"]!.ToString());
        database.Execute(
            """
            INSERT INTO latest_metrics (key, value, timestamp, step, is_nan, run_uuid) VALUES (@p0, @p1, @p2, @p3, @p4, @p5)
            ON CONFLICT (key, run_uuid) DO UPDATE
            SET value = excluded.value, timestamp = excluded.timestamp, step = excluded.step, is_nan = excluded.is_nan
            WHERE (excluded.step, excluded.timestamp, excluded.value) > (step, timestamp, value)
            """,
            metric["key"]!.ToString(),
            double.IsNaN(value) ? 0 : Math.Clamp(value, -double.MaxValue, double.MaxValue),
            metric["timestamp"]!.GetValue<long>(),
            metric["step"]!.GetValue<long>(),
            double.IsNaN(value),
            run
        );
    }

    private void Input(string run, JsonNode input)
    {
        var dataset = input["dataset"]!;
        database.Execute(
            """
            INSERT INTO datasets (dataset_uuid, experiment_id, name, digest, dataset_source_type, dataset_source)
            SELECT @p0, experiment_id, @p1, @p2, 'local', 'src' FROM runs WHERE run_uuid = @p3
            ON CONFLICT DO NOTHING
            """,
            $"d{++made}",
            dataset["name"]!.ToString(),
            dataset["digest"]!.ToString(),
            run
        );
        var id = $"i{++made}";
        database.Execute(
            """
            INSERT INTO inputs (input_uuid, source_type, source_id, destination_type, destination_id)
            SELECT @p0, 'DATASET', d.dataset_uuid, 'RUN', r.run_uuid
            FROM runs r JOIN datasets d ON d.experiment_id = r.experiment_id AND d.name = @p1 AND d.digest = @p2
            WHERE r.run_uuid = @p3
            """,
            id,
            dataset["name"]!.ToString(),
            dataset["digest"]!.ToString(),
            run
        );
        Items(input, "tags").ForEach(tag => KeyValue("INSERT INTO input_tags (name, value, input_uuid) VALUES (@p0, @p1, @p2)", id, tag));
    }
}
