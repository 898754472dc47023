namespace Sluice.Http.Tests.Access;

/// <summary>
/// Who may call each route, written down once more from the rules and not from the program. A served route that is missing here fails the
/// matrix. Keys are <c>METHOD path</c>, without prefix <c>/api</c> or <c>/ajax-api</c>.
/// </summary>
internal static class RouteCases
{
    private const string OneRun = """{"run_id": "{run}"}""";
    private const string OneExperiment = """{"experiment_id": "{experiment}"}""";
    private const string Plain = "text/plain; charset=utf-8";
    private const string File = "{experiment}/{run}/artifacts/a.txt";

    /// <summary>The cases by route.</summary>
    public static IReadOnlyDictionary<string, RouteCase> All { get; } =
        new Dictionary<string, RouteCase>
        {
            ["GET /health"] = new(Need.Nothing),
            ["HEAD /health"] = new(Need.Nothing),
            ["GET /favicon.ico"] = new(Need.Nothing, Status: 404),
            ["GET /static-files/{path:path}"] = new(Need.Nothing, "a.js", Status: 404),
            ["GET /3.0/mlflow/server-info"] = new(Need.Nothing),
            ["GET /version"] = new(Need.Account),

            ["GET /2.0/mlflow-artifacts/artifacts"] = new(Need.Read, "?path={experiment}/{run}/artifacts"),
            ["GET /2.0/mlflow-artifacts/artifacts/{artifact_path:path}"] = new(Need.Read, File, Refusal: Plain),
            ["PUT /2.0/mlflow-artifacts/artifacts/{artifact_path:path}"] = new(Need.Edit, File, "text", Refusal: Plain),
            ["DELETE /2.0/mlflow-artifacts/artifacts/{artifact_path:path}"] = new(Need.Manage, File),

            ["POST /2.0/mlflow/experiments/create"] = new(Need.Account, Json: """{"name": "made-{new}"}"""),
            ["POST /2.0/mlflow/experiments/delete"] = new(Need.Manage, Json: OneExperiment, Once: true),
            ["POST /2.0/mlflow/experiments/restore"] = new(Need.Manage, Json: """{"experiment_id": "{deleted}"}""", Once: true),
            ["POST /2.0/mlflow/experiments/update"] = new(
                Need.Edit,
                Json: """{"experiment_id": "{experiment}", "new_name": "named-{new}"}"""
            ),
            ["POST /2.0/mlflow/experiments/set-experiment-tag"] = new(
                Need.Edit,
                Json: """{"experiment_id": "{experiment}", "key": "k", "value": "{new}"}"""
            ),
            ["POST /2.0/mlflow/experiments/delete-experiment-tag"] = new(
                Need.Edit,
                Json: """{"experiment_id": "{experiment}", "key": "old"}""",
                Once: true
            ),
            ["GET /2.0/mlflow/experiments/get"] = new(Need.Read, "?experiment_id={experiment}"),
            ["GET /2.0/mlflow/experiments/get-by-name"] = new(Need.Read, "?experiment_name={name}"),
            ["GET /2.0/mlflow/experiments/search"] = new(Need.Account, "?max_results=5"),
            ["POST /2.0/mlflow/experiments/search"] = new(Need.Account, Json: """{"max_results": 5}"""),

            ["POST /2.0/mlflow/runs/create"] = new(Need.Edit, Json: OneExperiment),
            ["GET /2.0/mlflow/runs/get"] = new(Need.Read, "?run_id={run}"),
            ["POST /2.0/mlflow/runs/update"] = new(Need.Edit, Json: """{"run_id": "{run}", "status": "FINISHED", "end_time": 5}"""),
            ["POST /2.0/mlflow/runs/delete"] = new(Need.Manage, Json: OneRun),
            ["POST /2.0/mlflow/runs/restore"] = new(Need.Manage, Json: OneRun),
            ["POST /2.0/mlflow/runs/log-parameter"] = new(Need.Edit, Json: """{"run_id": "{run}", "key": "p", "value": "v"}"""),
            ["POST /2.0/mlflow/runs/set-tag"] = new(Need.Edit, Json: """{"run_id": "{run}", "key": "k", "value": "{new}"}"""),
            ["POST /2.0/mlflow/runs/delete-tag"] = new(Need.Edit, Json: """{"run_id": "{run}", "key": "old"}""", Once: true),
            ["POST /2.0/mlflow/runs/log-batch"] = new(
                Need.Edit,
                Json: """{"run_id": "{run}", "metrics": [{"key": "m", "value": 1, "timestamp": 1, "step": 9}]}"""
            ),
            ["POST /2.0/mlflow/runs/log-metric"] = new(
                Need.Edit,
                Json: """{"run_id": "{run}", "key": "m", "value": 2, "timestamp": 1, "step": 8}"""
            ),
            ["POST /2.0/mlflow/runs/search"] = new(Need.Account, Json: """{"experiment_ids": ["{experiment}"]}"""),
            ["GET /2.0/mlflow/metrics/get-history"] = new(Need.Read, "?run_id={run}&metric_key=m"),
            ["GET /2.0/mlflow/metrics/get-history-bulk"] = new(Need.Read, "?run_id={run}&metric_key=m"),
            ["GET /2.0/mlflow/metrics/get-history-bulk-interval"] = new(Need.Read, "?run_ids={run}&metric_key=m&max_results=5"),
            ["POST /2.0/mlflow/logged-models/search"] = new(Need.Account, Json: """{"experiment_ids": ["{experiment}"]}"""),

            ["POST /2.0/mlflow/users/create"] = new(Need.Admin, Json: """{"username": "u-{new}", "password": "a-good-long-password"}"""),
            ["GET /2.0/mlflow/users/current"] = new(Need.Account),
            ["GET /2.0/mlflow/users/list"] = new(Need.Account),
            ["GET /2.0/mlflow/users/get"] = new(Need.Self, "?username={self}"),
            ["GET /3.0/mlflow/users/current/permissions"] = new(Need.Account),
            ["PATCH /2.0/mlflow/users/update-admin"] = new(Need.Admin, Json: """{"username": "{self}", "is_admin": false}"""),
            // The password is too short, so that whoever may gets this far and nothing changes.
            ["PATCH /2.0/mlflow/users/update-password"] = new(
                Need.Self,
                Json: """{"username": "{self}", "password": "short", "current_password": "a-good-long-password"}""",
                Status: 400
            ),
            ["DELETE /2.0/mlflow/users/delete"] = new(Need.Admin, Json: """{"username": "not there"}""", Status: 404),
        };

    /// <summary>The key of a route as the server prints it.</summary>
    public static string Key(string method, string path)
    {
        foreach (var prefix in (string[])["/ajax-api/", "/api/"])
        {
            if (path.StartsWith(prefix, StringComparison.Ordinal))
            {
                return $"{method} {path[(prefix.Length - 1)..]}";
            }
        }
        return $"{method} {path}";
    }
}
