using Sluice.Protocol;
using Sluice.Search;

namespace Sluice.Tracking.Experiments;

/// <summary>A tag of an experiment or run.</summary>
internal sealed class TagMessage
{
    public string Key { get; set; } = "";

    public string Value { get; set; } = "";

    /// <summary>A tag whose key the handler checks.</summary>
    public static MessageShape<TagMessage> Shape { get; } = new(KeyField(), ValueField());

    /// <summary>A tag whose key must be there.</summary>
    public static MessageShape<TagMessage> WithKey { get; } = new(KeyField().Required(), ValueField());

    /// <summary>Writes a tag.</summary>
    public static void Write(MessageWriter writer, TagRow tag)
    {
        writer.Text("key"u8, tag.Key);
        writer.Text("value"u8, tag.Value);
    }

    private static TextField<TagMessage> KeyField() => new("key", m => m.Key, (m, v) => m.Key = v);

    private static TextField<TagMessage> ValueField() => new("value", m => m.Value, (m, v) => m.Value = v);
}

/// <summary>Names an experiment by its id.</summary>
internal sealed class NameExperiment
{
    public string? ExperimentId { get; set; }

    public static MessageShape<NameExperiment> Shape { get; } =
        new(new TextField<NameExperiment>("experiment_id", m => m.ExperimentId, (m, v) => m.ExperimentId = v).Required());
}

/// <summary>Names an experiment by its name.</summary>
internal sealed class GetExperimentByName
{
    public string? ExperimentName { get; set; }

    public static MessageShape<GetExperimentByName> Shape { get; } =
        new(new TextField<GetExperimentByName>("experiment_name", m => m.ExperimentName, (m, v) => m.ExperimentName = v).Required());
}

/// <summary>A new experiment.</summary>
internal sealed class CreateExperiment
{
    public string? Name { get; set; }

    public string? ArtifactLocation { get; set; }

    public List<TagMessage> Tags { get; } = [];

    public static MessageShape<CreateExperiment> Shape { get; } =
        new(
            new TextField<CreateExperiment>("name", m => m.Name, (m, v) => m.Name = v).Required(),
            new TextField<CreateExperiment>("artifact_location", m => m.ArtifactLocation, (m, v) => m.ArtifactLocation = v),
            new MessageListField<CreateExperiment, TagMessage>("tags", TagMessage.Shape, m => m.Tags)
        );
}

/// <summary>A new name of an experiment.</summary>
internal sealed class UpdateExperiment
{
    public string? ExperimentId { get; set; }

    public string? NewName { get; set; }

    public static MessageShape<UpdateExperiment> Shape { get; } =
        new(
            new TextField<UpdateExperiment>("experiment_id", m => m.ExperimentId, (m, v) => m.ExperimentId = v).Required(),
            new TextField<UpdateExperiment>("new_name", m => m.NewName, (m, v) => m.NewName = v).Required()
        );
}

/// <summary>A tag to set, or (without value) to delete.</summary>
internal sealed class ExperimentTagMessage
{
    public string? ExperimentId { get; set; }

    public string? Key { get; set; }

    public string? Value { get; set; }

    public static MessageShape<ExperimentTagMessage> Shape { get; } =
        new(
            new TextField<ExperimentTagMessage>("experiment_id", m => m.ExperimentId, (m, v) => m.ExperimentId = v).Required(),
            new TextField<ExperimentTagMessage>("key", m => m.Key, (m, v) => m.Key = v).Required(),
            new TextField<ExperimentTagMessage>("value", m => m.Value, (m, v) => m.Value = v)
        );
}

/// <summary>A search of experiments.</summary>
internal sealed class SearchExperiments
{
    public ViewType? View { get; set; }

    public long? MaxResults { get; set; }

    public List<string> OrderBy { get; } = [];

    public string? PageToken { get; set; }

    public string? Filter { get; set; }

    public static MessageShape<SearchExperiments> Shape { get; } =
        new(
            new ChoiceField<SearchExperiments, ViewType>("view_type", EnumNames.Views, m => m.View, (m, v) => m.View = v),
            new IntegerField<SearchExperiments>("max_results", m => m.MaxResults, (m, v) => m.MaxResults = v),
            new TextListField<SearchExperiments>("order_by", m => m.OrderBy),
            new TextField<SearchExperiments>("page_token", m => m.PageToken, (m, v) => m.PageToken = v),
            new TextField<SearchExperiments>("filter", m => m.Filter, (m, v) => m.Filter = v)
        );
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
    protected override bool IsPage => true;

    public override void Write(MessageWriter writer)
    {
        writer.Messages("experiments"u8, experiments, ExperimentAnswer.WriteExperiment);
        writer.Text("next_page_token"u8, nextPageToken);
    }
}
