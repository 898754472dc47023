using System.Globalization;
using Sluice.Protocol;
using Sluice.Python;

namespace Sluice.Tracking.Experiments;

/// <summary>A tag.</summary>
internal sealed record TagRow(string Key, string? Value);

/// <summary>A row of the experiments' table; times are milliseconds since the epoch.</summary>
internal sealed record ExperimentRow(
    long Id,
    string Name,
    string? ArtifactLocation,
    string LifecycleStage,
    long? CreationTime,
    long? LastUpdateTime,
    string Workspace
)
{
    /// <summary>Its tags, where they were read.</summary>
    public IReadOnlyList<TagRow> Tags { get; set; } = [];

    /// <summary>Whether it isn't deleted.</summary>
    public bool IsActive => LifecycleStage == Lifecycle.Active;

    /// <summary>Refuses a change of a deleted experiment.</summary>
    /// <exception cref="MlflowException">It is deleted.</exception>
    public ExperimentRow Active() =>
        IsActive
            ? this
            : throw MlflowException.Invalid($"The experiment {Id} must be in the 'active' state. Current state is {LifecycleStage}.");
}

/// <summary>Stages of experiments and runs.</summary>
internal static class Lifecycle
{
    /// <summary>In use.</summary>
    public const string Active = "active";

    /// <summary>Deleted, and kept until the garbage collection.</summary>
    public const string Deleted = "deleted";
}

/// <summary>Experiment ids are integers that the protocol writes as text.</summary>
internal static class ExperimentIds
{
    /// <summary>Reads an id. One beyond 64 bits becomes the largest or smallest number, which no experiment has.</summary>
    /// <exception cref="MlflowException">The text is no integer.</exception>
    public static long Parse(string id) =>
        PythonInteger.TryParse(id, out long value)
            ? value
            : throw MlflowException.Invalid($"Invalid experiment ID '{id}'. Experiment ID must be a valid integer.");

    /// <summary>The id's text.</summary>
    public static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
