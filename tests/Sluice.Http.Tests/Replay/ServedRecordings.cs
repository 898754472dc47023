namespace Sluice.Http.Tests.Replay;

/// <summary>The recordings whose routes Sluice has: each must match whole, besides open pairs and listed differences.</summary>
internal static class ServedRecordings
{
    /// <summary>Their names. A recording joins when the first of its routes is served, and never leaves.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "accounts_first_steps",
        "accounts_users",
        "tracking_batch_rules",
        "tracking_conventions",
        "tracking_experiments",
        "tracking_experiments_rules",
        "tracking_metric_values",
        "tracking_metrics",
        "tracking_runs",
    ];
}
