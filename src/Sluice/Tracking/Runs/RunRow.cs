using Sluice.Protocol;
using Sluice.Tracking.Experiments;

namespace Sluice.Tracking.Runs;

/// <summary>A row of the runs' table; times are milliseconds since the epoch.</summary>
internal sealed record RunRow(
    string Id,
    string? Name,
    string? UserId,
    string Status,
    long? StartTime,
    long? EndTime,
    string LifecycleStage,
    string? ArtifactUri,
    long ExperimentId
)
{
    /// <summary>Refuses a change of a deleted run.</summary>
    /// <exception cref="MlflowException">It is deleted.</exception>
    public RunRow Active() =>
        LifecycleStage == Lifecycle.Active
            ? this
            : throw MlflowException.Invalid($"The run {Id} must be in the 'active' state. Current state is {LifecycleStage}.");
}

/// <summary>What was logged to a run.</summary>
/// <param name="Metrics">The latest value of each metric.</param>
/// <param name="Params">The params.</param>
/// <param name="Tags">The tags.</param>
internal sealed record RunData(IReadOnlyList<MetricPoint> Metrics, IReadOnlyList<ParamRow> Params, IReadOnlyList<TagRow> Tags);

/// <summary>A param.</summary>
internal sealed record ParamRow(string Key, string Value);

/// <summary>One value of a metric.</summary>
/// <param name="Key">The metric's name.</param>
/// <param name="Value">The value; not-a-number is kept, infinities are the largest finite doubles.</param>
/// <param name="Timestamp">Milliseconds since the epoch.</param>
/// <param name="Step">The step.</param>
internal sealed record MetricPoint(string Key, double Value, long Timestamp, long Step);

/// <summary>A run with what was logged to it.</summary>
internal sealed record LoadedRun(RunRow Run, RunData Data);
