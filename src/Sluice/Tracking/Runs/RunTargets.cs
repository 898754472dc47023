using Sluice.Access.Grants;
using Sluice.Access.Rules;
using Sluice.Protocol;
using Sluice.Tracking.Experiments;

namespace Sluice.Tracking.Runs;

/// <summary>A message that names a run.</summary>
internal interface INamesRun
{
    /// <summary>The run's id, as the request gives it.</summary>
    string? RunId { get; }
}

/// <summary>A message that names several runs.</summary>
internal interface INamesRuns
{
    /// <summary>The runs' ids, as the request gives them.</summary>
    IReadOnlyList<string> RunIds { get; }
}

/// <summary>How rules find the run that a message names: its experiment carries the grants.</summary>
internal sealed class RunTargets(RunStore store)
{
    /// <summary>The run that a message names.</summary>
    public TargetOf<INamesRun, RunRow> Named { get; } =
        new(
            "run_id",
            "run",
            static message => message.RunId,
            async (id, cancelled) => await store.FindAsync(id, cancelled) is { } run ? new(TargetIn(run.ExperimentId), run) : null,
            Unknown
        );

    /// <summary>The same with what was logged to it, for a route that answers with all of it.</summary>
    public TargetOf<INamesRun, LoadedRun> NamedWithData { get; } =
        new(
            "run_id",
            "run",
            static message => message.RunId,
            async (id, cancelled) =>
                await store.LoadAsync(id, cancelled) is { } loaded ? new(TargetIn(loaded.Run.ExperimentId), loaded) : null,
            Unknown
        )
        {
            PlaceAsync = async (id, cancelled) => await store.FindAsync(id, cancelled) is { } run ? TargetIn(run.ExperimentId) : null,
        };

    /// <summary>All runs that a message names.</summary>
    /// <param name="parameter">The request's field.</param>
    public TargetsOf<INamesRuns> All(string parameter) =>
        new(
            parameter,
            "run",
            static message => message.RunIds,
            async (ids, cancelled) =>
            {
                var experiments = await store.ExperimentsOfAsync([.. ids.Distinct()], cancelled);
                return experiments.ToDictionary(pair => pair.Key, pair => TargetIn(pair.Value));
            }
        );

    private static MlflowException Unknown(string? id) => MlflowException.NotFound($"Run with id={id} not found");

    private static Target TargetIn(long experimentId) => new(ResourceType.Experiment, ExperimentIds.Text(experimentId), ResourceType.Run);
}
