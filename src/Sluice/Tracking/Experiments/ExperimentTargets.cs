using Sluice.Access.Grants;
using Sluice.Access.Rules;
using Sluice.Protocol;

namespace Sluice.Tracking.Experiments;

/// <summary>A message that names an experiment by its id.</summary>
internal interface INamesExperiment
{
    /// <summary>The experiment's id, as the request gives it.</summary>
    string? ExperimentId { get; }
}

/// <summary>How rules find the experiment that a message names.</summary>
internal sealed class ExperimentTargets(ExperimentStore store)
{
    /// <summary>The experiment whose id a message gives.</summary>
    public TargetOf<INamesExperiment, ExperimentRow> Named { get; } =
        new(
            "experiment_id",
            "experiment",
            static message => message.ExperimentId,
            async (id, cancelled) => Found(await store.FindAsync(ExperimentIds.Parse(id), cancelled)),
            static id => MlflowException.NotFound($"No Experiment with id={id} exists")
        );

    /// <summary>The experiment whose name a message gives. Clients look up a name before they create it, so an unknown one is told to everybody.</summary>
    public TargetOf<GetExperimentByName, ExperimentRow> ByName { get; } =
        new(
            "experiment_name",
            "experiment",
            static message => message.ExperimentName,
            async (name, cancelled) => Found(await store.FindAsync(name, cancelled) ?? throw UnknownName(name)),
            UnknownName
        );

    private static MlflowException UnknownName(string? name) => MlflowException.NotFound($"Could not find experiment with name '{name}'");

    private static FoundTarget<ExperimentRow>? Found(ExperimentRow? experiment) =>
        experiment is null ? null : new(new Target(ResourceType.Experiment, ExperimentIds.Text(experiment.Id)), experiment);
}
