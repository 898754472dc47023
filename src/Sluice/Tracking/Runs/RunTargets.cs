using Sluice.Access;
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

/// <summary>How rules find the run that a message names: its experiment carries the grants. The row stays on the call for the handler.</summary>
internal sealed class RunTargets(RunStore store)
{
    /// <summary>One run by its id.</summary>
    public TargetOf<T> ById<T>(Func<T, string?> id) =>
        new(
            "run_id",
            "run",
            id,
            async (context, text) =>
            {
                if (await store.FindAsync(text, context.Cancelled) is not { } run)
                {
                    return null;
                }
                context.Keep(run);
                return TargetOf(run.ExperimentId);
            }
        );

    /// <summary>One run by its id, read with what was logged to it, for a route that answers with all of it.</summary>
    public TargetOf<T> Loaded<T>(Func<T, string?> id) =>
        new(
            "run_id",
            "run",
            id,
            async (context, text) =>
            {
                if (await store.LoadAsync(text, context.Cancelled) is not { } loaded)
                {
                    return null;
                }
                context.Keep(loaded);
                return TargetOf(loaded.Run.ExperimentId);
            }
        );

    /// <summary>Several runs by their ids.</summary>
    /// <param name="parameter">The request's field.</param>
    /// <param name="ids">Reads the field.</param>
    public TargetsOf<T> Each<T>(string parameter, Func<T, IReadOnlyList<string>> ids) =>
        new(
            parameter,
            "run",
            ids,
            async (context, all) =>
            {
                var experiments = await store.ExperimentsOfAsync([.. all.Distinct()], context.Cancelled);
                return experiments.ToDictionary(pair => pair.Key, pair => TargetOf(pair.Value));
            }
        );

    private static Target TargetOf(long experimentId) => new(ResourceType.Experiment, ExperimentIds.Text(experimentId), ResourceType.Run);
}
