namespace Sluice.Http.Tests.Access.Cases;

/// <summary>Who may call the routes of experiments.</summary>
internal static class ExperimentCases
{
    private const string OneExperiment = """{"experiment_id": "{experiment}"}""";

    /// <summary>The cases.</summary>
    public static RouteCase[] All { get; } =
    [
        new("POST /2.0/mlflow/experiments/create", Need.Account, Json: """{"name": "made-{new}"}"""),
        new("POST /2.0/mlflow/experiments/delete", Need.Manage, Json: OneExperiment, Once: true),
        new("POST /2.0/mlflow/experiments/restore", Need.Manage, Json: """{"experiment_id": "{deleted}"}""", Once: true),
        new("POST /2.0/mlflow/experiments/update", Need.Edit, Json: """{"experiment_id": "{experiment}", "new_name": "named-{new}"}"""),
        new(
            "POST /2.0/mlflow/experiments/set-experiment-tag",
            Need.Edit,
            Json: """{"experiment_id": "{experiment}", "key": "k", "value": "{new}"}"""
        ),
        new(
            "POST /2.0/mlflow/experiments/delete-experiment-tag",
            Need.Edit,
            Json: """{"experiment_id": "{experiment}", "key": "old"}""",
            Once: true
        ),
        new("GET /2.0/mlflow/experiments/get", Need.Read, "?experiment_id={experiment}"),
        new("GET /2.0/mlflow/experiments/get-by-name", Need.Read, "?experiment_name={name}"),
        new("GET /2.0/mlflow/experiments/search", Need.Account, "?max_results=5"),
        new("POST /2.0/mlflow/experiments/search", Need.Account, Json: """{"max_results": 5}"""),
    ];
}
