namespace Sluice.Http.Tests.Access.Cases;

/// <summary>Who may call the routes of runs.</summary>
internal static class RunCases
{
    private const string OneRun = """{"run_id": "{run}"}""";

    /// <summary>The cases.</summary>
    public static RouteCase[] All { get; } =
    [
        new("POST /2.0/mlflow/runs/create", Need.Edit, Json: """{"experiment_id": "{experiment}"}"""),
        new("GET /2.0/mlflow/runs/get", Need.Read, "?run_id={run}"),
        new("POST /2.0/mlflow/runs/update", Need.Edit, Json: """{"run_id": "{run}", "status": "FINISHED", "end_time": 5}"""),
        new("POST /2.0/mlflow/runs/delete", Need.Manage, Json: OneRun),
        new("POST /2.0/mlflow/runs/restore", Need.Manage, Json: OneRun),
        new("POST /2.0/mlflow/runs/log-parameter", Need.Edit, Json: """{"run_id": "{run}", "key": "p", "value": "v"}"""),
        new("POST /2.0/mlflow/runs/set-tag", Need.Edit, Json: """{"run_id": "{run}", "key": "k", "value": "{new}"}"""),
        new("POST /2.0/mlflow/runs/delete-tag", Need.Edit, Json: """{"run_id": "{run}", "key": "old"}""", Once: true),
        new(
            "POST /2.0/mlflow/runs/log-batch",
            Need.Edit,
            Json: """{"run_id": "{run}", "metrics": [{"key": "m", "value": 1, "timestamp": 1, "step": 9}]}"""
        ),
        new(
            "POST /2.0/mlflow/runs/log-metric",
            Need.Edit,
            Json: """{"run_id": "{run}", "key": "m", "value": 2, "timestamp": 1, "step": 8}"""
        ),
        new("POST /2.0/mlflow/runs/search", Need.Account, Json: """{"experiment_ids": ["{experiment}"]}"""),
    ];
}
