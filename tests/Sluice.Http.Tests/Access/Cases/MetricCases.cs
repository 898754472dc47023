namespace Sluice.Http.Tests.Access.Cases;

/// <summary>Who may call the routes of metrics.</summary>
internal static class MetricCases
{
    /// <summary>The cases.</summary>
    public static RouteCase[] All { get; } =
    [
        new("GET /2.0/mlflow/metrics/get-history", Need.Read, "?run_id={run}&metric_key=m"),
        new("GET /ajax-api/2.0/mlflow/metrics/get-history-bulk", Need.Read, "?run_id={run}&metric_key=m"),
        new("GET /2.0/mlflow/metrics/get-history-bulk-interval", Need.Read, "?run_ids={run}&metric_key=m&max_results=5"),
    ];
}
