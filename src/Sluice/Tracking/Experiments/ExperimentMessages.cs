using Sluice.Protocol.Answers;
using Sluice.Protocol.Messages;
using Sluice.Search;

namespace Sluice.Tracking.Experiments;

/// <summary>A tag of an experiment or run.</summary>
internal sealed class TagMessage
{
    public string Key = "";
    public string Value = "";

    /// <summary>A tag whose key the handler checks.</summary>
    public static readonly MessageShape<TagMessage> Shape = new(f =>
    {
        f.Text("key", m => ref m.Key!);
        f.Text("value", m => ref m.Value!).Within(TextLimit.Value);
    });

    /// <summary>A tag whose key must be there.</summary>
    public static readonly MessageShape<TagMessage> WithKey = new(f =>
    {
        f.Text("key", m => ref m.Key!).Required();
        f.Text("value", m => ref m.Value!).Within(TextLimit.Value);
    });

    /// <summary>Writes a tag.</summary>
    public static void Write(MessageWriter writer, TagRow tag)
    {
        writer.Text("key"u8, tag.Key);
        writer.Text("value"u8, tag.Value);
    }
}

/// <summary>Names an experiment by its id.</summary>
internal sealed class NameExperiment : INamesExperiment
{
    public string? ExperimentId;
    string? INamesExperiment.ExperimentId => ExperimentId;

    public static readonly MessageShape<NameExperiment> Shape = new(f => f.Text("experiment_id", m => ref m.ExperimentId).Required());
}

/// <summary>Names an experiment by its name.</summary>
internal sealed class GetExperimentByName
{
    public string? ExperimentName;

    public static readonly MessageShape<GetExperimentByName> Shape = new(f =>
        f.Text("experiment_name", m => ref m.ExperimentName).Required()
    );
}

/// <summary>A new experiment.</summary>
internal sealed class CreateExperiment
{
    public string? Name;
    public string? ArtifactLocation;
    public readonly List<TagMessage> Tags = [];

    public static readonly MessageShape<CreateExperiment> Shape = new(f =>
    {
        f.Text("name", m => ref m.Name).Required();
        f.Text("artifact_location", m => ref m.ArtifactLocation);
        f.Messages("tags", m => m.Tags, "ExperimentTag", TagMessage.Shape);
    });
}

/// <summary>A new name of an experiment.</summary>
internal sealed class UpdateExperiment : INamesExperiment
{
    public string? ExperimentId;
    public string? NewName;
    string? INamesExperiment.ExperimentId => ExperimentId;

    public static readonly MessageShape<UpdateExperiment> Shape = new(f =>
    {
        f.Text("experiment_id", m => ref m.ExperimentId).Required();
        f.Text("new_name", m => ref m.NewName).Required();
    });
}

/// <summary>A tag to set, or (without value) to delete.</summary>
internal sealed class ExperimentTagMessage : INamesExperiment
{
    public string? ExperimentId;
    public string? Key;
    public string? Value;
    string? INamesExperiment.ExperimentId => ExperimentId;

    public static readonly MessageShape<ExperimentTagMessage> Shape = new(f =>
    {
        f.Text("experiment_id", m => ref m.ExperimentId).Required();
        f.Text("key", m => ref m.Key).Required();
        f.Text("value", m => ref m.Value).Within(TextLimit.Value);
    });
}

/// <summary>A search of experiments.</summary>
internal sealed class SearchExperiments : SearchMessage
{
    public ViewType? View;

    public static readonly MessageShape<SearchExperiments> Shape = new(f =>
    {
        f.Choice("view_type", m => ref m.View, EnumNames.Views);
        f.Integer("max_results", m => ref m.MaxResults);
        f.OrderAndPage();
        f.Filter();
    });
}

/// <summary>The id of a new experiment.</summary>
internal sealed class ExperimentCreated(long id) : MessageAnswer
{
    public override void Write(MessageWriter writer) => writer.Text("experiment_id"u8, ExperimentIds.Text(id));
}

/// <summary>One experiment.</summary>
internal sealed class ExperimentAnswer(ExperimentRow experiment) : MessageAnswer
{
    public override void Write(MessageWriter writer) => writer.Message("experiment"u8, experiment, WriteExperiment);

    /// <summary>Writes the fields of an experiment.</summary>
    public static void WriteExperiment(MessageWriter writer, ExperimentRow experiment)
    {
        writer.Text("experiment_id"u8, ExperimentIds.Text(experiment.Id));
        writer.Text("name"u8, experiment.Name);
        writer.Text("artifact_location"u8, experiment.ArtifactLocation ?? "");
        writer.Text("lifecycle_stage"u8, experiment.LifecycleStage);
        writer.Integer("last_update_time"u8, experiment.LastUpdateTime);
        writer.Integer("creation_time"u8, experiment.CreationTime);
        writer.Messages("tags"u8, experiment.Tags, TagMessage.Write);
        writer.Text("workspace"u8, experiment.Workspace);
    }
}

/// <summary>A page of experiments.</summary>
internal sealed class ExperimentsAnswer(IReadOnlyList<ExperimentRow> experiments, string? nextPageToken) : MessageAnswer
{
    protected override JsonLayout Layout => JsonLayout.Compact;

    public override void Write(MessageWriter writer)
    {
        writer.Messages("experiments"u8, experiments, ExperimentAnswer.WriteExperiment);
        writer.Text("next_page_token"u8, nextPageToken);
    }
}
