using Sluice.Access;
using Sluice.Protocol;

namespace Sluice.Tracking.Experiments;

/// <summary>A message that names an experiment by its id.</summary>
internal interface INamesExperiment
{
    /// <summary>The experiment's id, as the request gives it.</summary>
    string? ExperimentId { get; }
}

/// <summary>How rules find the experiment that a message names. The row stays on the call for the handler.</summary>
internal sealed class ExperimentTargets(ExperimentStore store)
{
    /// <summary>By its id.</summary>
    public TargetOf<T> ById<T>(Func<T, string?> id) =>
        new(
            "experiment_id",
            "experiment",
            id,
            async (context, text) => Keep(context, await store.FindAsync(PythonInteger.ExperimentId(text), context.Cancelled))
        );

    /// <summary>By its name. Clients look up a name before they create it, so an unknown one is told to everybody.</summary>
    public TargetOf<T> ByName<T>(Func<T, string?> name) =>
        new(
            "experiment_name",
            "experiment",
            name,
            async (context, text) => Keep(context, await store.FindAsync(text, context.Cancelled) ?? throw Unknown(text))
        );

    private static MlflowException Unknown(string name) => MlflowException.NotFound($"Could not find experiment with name '{name}'");

    private static Target? Keep(IAccessContext context, ExperimentRow? experiment)
    {
        if (experiment is null)
        {
            return null;
        }
        context.Keep(experiment);
        return new Target(ResourceType.Experiment, ExperimentIds.Text(experiment.Id));
    }
}
