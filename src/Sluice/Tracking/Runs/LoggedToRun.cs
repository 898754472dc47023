using Sluice.Tracking.Experiments;

namespace Sluice.Tracking.Runs;

/// <summary>What one request logs to a run: written as a whole or not at all.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Metrics">Values of metrics.</param>
/// <param name="Params">Params, each key once.</param>
/// <param name="Tags">Tags; of several with one key the last counts.</param>
internal sealed record LoggedToRun(
    string RunId,
    IReadOnlyList<MetricPoint> Metrics,
    IReadOnlyList<ParamRow> Params,
    IReadOnlyList<TagRow> Tags
);
