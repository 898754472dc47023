using Sluice.Protocol;
using Sluice.Search;
using Sluice.Tracking.Experiments;
using Sluice.Tracking.Metrics;

namespace Sluice.Tracking.Runs;

/// <summary>Names a run, under either of its names.</summary>
internal sealed class NameRun
{
    public string? RunId { get; set; }

    public string? RunUuid { get; set; }

    /// <summary>The run, under either of its names.</summary>
    public string? Run => RunId ?? RunUuid;

    public static MessageShape<NameRun> Shape { get; } =
        new(
            new TextField<NameRun>("run_id", m => m.RunId, (m, v) => m.RunId = v).Required("run_uuid"),
            new TextField<NameRun>("run_uuid", m => m.RunUuid, (m, v) => m.RunUuid = v)
        );
}

/// <summary>A new run.</summary>
internal sealed class CreateRun
{
    public string? ExperimentId { get; set; }

    public string? UserId { get; set; }

    public string? RunName { get; set; }

    public long? StartTime { get; set; }

    public List<TagMessage> Tags { get; } = [];

    public static MessageShape<CreateRun> Shape { get; } =
        new(
            new TextField<CreateRun>("experiment_id", m => m.ExperimentId, (m, v) => m.ExperimentId = v),
            new TextField<CreateRun>("user_id", m => m.UserId, (m, v) => m.UserId = v),
            new TextField<CreateRun>("run_name", m => m.RunName, (m, v) => m.RunName = v),
            new IntegerField<CreateRun>("start_time", m => m.StartTime, (m, v) => m.StartTime = v),
            new MessageListField<CreateRun, TagMessage>("tags", TagMessage.Shape, m => m.Tags)
        );
}

/// <summary>New state, end or name of a run.</summary>
internal sealed class UpdateRun
{
    public string? RunId { get; set; }

    public string? RunUuid { get; set; }

    public RunStatus? Status { get; set; }

    public long? EndTime { get; set; }

    public string? RunName { get; set; }

    /// <summary>The run, under either of its names.</summary>
    public string? Run => RunId ?? RunUuid;

    public static MessageShape<UpdateRun> Shape { get; } =
        new(
            new TextField<UpdateRun>("run_id", m => m.RunId, (m, v) => m.RunId = v).Required("run_uuid"),
            new TextField<UpdateRun>("run_uuid", m => m.RunUuid, (m, v) => m.RunUuid = v),
            new ChoiceField<UpdateRun, RunStatus>(
                "status",
                EnumNames.RunStatuses,
                m => m.Status,
                (m, v) => m.Status = v,
                caseMatters: true
            ),
            new IntegerField<UpdateRun>("end_time", m => m.EndTime, (m, v) => m.EndTime = v),
            new TextField<UpdateRun>("run_name", m => m.RunName, (m, v) => m.RunName = v)
        );
}

/// <summary>A param, or a tag, of a run; without value where one is deleted.</summary>
internal sealed class KeyValueOfRun
{
    public string? RunId { get; set; }

    public string? RunUuid { get; set; }

    public string? Key { get; set; }

    public string? Value { get; set; }

    /// <summary>The run, under either of its names.</summary>
    public string? Run => RunId ?? RunUuid;

    public static MessageShape<KeyValueOfRun> Shape { get; } =
        new(
            new TextField<KeyValueOfRun>("run_id", m => m.RunId, (m, v) => m.RunId = v).Required("run_uuid"),
            new TextField<KeyValueOfRun>("run_uuid", m => m.RunUuid, (m, v) => m.RunUuid = v),
            new TextField<KeyValueOfRun>("key", m => m.Key, (m, v) => m.Key = v).Required(),
            new TextField<KeyValueOfRun>("value", m => m.Value, (m, v) => m.Value = v)
        );
}

/// <summary>Metrics, params and tags of a run, written together or not at all.</summary>
internal sealed class LogBatch
{
    public string? RunId { get; set; }

    public List<MetricMessage> Metrics { get; } = [];

    public List<TagMessage> Params { get; } = [];

    public List<TagMessage> Tags { get; } = [];

    public static MessageShape<LogBatch> Shape { get; } =
        new(
            new TextField<LogBatch>("run_id", m => m.RunId, (m, v) => m.RunId = v).Required(),
            new MessageListField<LogBatch, MetricMessage>("metrics", MetricMessage.Shape, m => m.Metrics),
            new MessageListField<LogBatch, TagMessage>("params", TagMessage.WithKey, m => m.Params),
            new MessageListField<LogBatch, TagMessage>("tags", TagMessage.WithKey, m => m.Tags)
        );
}

/// <summary>A search of runs.</summary>
internal sealed class SearchRuns
{
    public List<string> ExperimentIds { get; } = [];

    public string? Filter { get; set; }

    public ViewType? View { get; set; }

    public long? MaxResults { get; set; }

    public List<string> OrderBy { get; } = [];

    public string? PageToken { get; set; }

    public static MessageShape<SearchRuns> Shape { get; } =
        new(
            new TextListField<SearchRuns>("experiment_ids", m => m.ExperimentIds),
            new TextField<SearchRuns>("filter", m => m.Filter, (m, v) => m.Filter = v),
            new ChoiceField<SearchRuns, ViewType>("run_view_type", EnumNames.Views, m => m.View, (m, v) => m.View = v),
            new IntegerField<SearchRuns>("max_results", m => m.MaxResults, (m, v) => m.MaxResults = v, int.MinValue, 50_000),
            new TextListField<SearchRuns>("order_by", m => m.OrderBy),
            new TextField<SearchRuns>("page_token", m => m.PageToken, (m, v) => m.PageToken = v)
        );
}

/// <summary>A run with what was logged to it.</summary>
/// <param name="run">The run.</param>
/// <param name="data">What was logged.</param>
/// <param name="isNew">Whether the run was just made; it has no outputs yet.</param>
internal sealed class RunAnswer(RunRow run, RunData data, bool isNew) : MessageAnswer
{
    public override void Write(MessageWriter writer) => writer.Message("run"u8, this, static (w, answer) => answer.WriteRun(w));

    /// <summary>Writes the fields of a run.</summary>
    public void WriteRun(MessageWriter writer)
    {
        writer.Message("info"u8, run, RunInfo.Write);
        writer.Message("data"u8, data, WriteData);
        writer.Message("inputs"u8, EmptyMessage.Instance, static (w, none) => none.Write(w));
        if (!isNew)
        {
            writer.Message("outputs"u8, EmptyMessage.Instance, static (w, none) => none.Write(w));
        }
    }

    private static void WriteData(MessageWriter writer, RunData data)
    {
        writer.Messages("metrics"u8, data.Metrics, MetricMessage.Write);
        writer.Messages(
            "params"u8,
            data.Params,
            static (w, param) =>
            {
                w.Text("key"u8, param.Key);
                w.Text("value"u8, param.Value);
            }
        );
        writer.Messages("tags"u8, data.Tags, TagMessage.Write);
    }
}

/// <summary>A run's own fields.</summary>
internal sealed class RunInfo(RunRow run) : MessageAnswer
{
    public override void Write(MessageWriter writer) => writer.Message("run_info"u8, run, Write);

    /// <summary>Writes the fields.</summary>
    public static void Write(MessageWriter writer, RunRow run)
    {
        writer.Text("run_uuid"u8, run.Id);
        writer.Text("experiment_id"u8, ExperimentIds.Text(run.ExperimentId));
        writer.Text("run_name"u8, run.Name ?? "");
        writer.Text("user_id"u8, run.UserId ?? "");
        writer.Text("status"u8, run.Status);
        writer.Integer("start_time"u8, run.StartTime);
        writer.Integer("end_time"u8, run.EndTime is 0 ? null : run.EndTime);
        writer.Text("artifact_uri"u8, run.ArtifactUri ?? "");
        writer.Text("lifecycle_stage"u8, run.LifecycleStage);
        writer.Text("run_id"u8, run.Id);
    }
}

/// <summary>A page of runs.</summary>
internal sealed class RunsAnswer(IReadOnlyList<RunAnswer> runs, string? nextPageToken) : MessageAnswer
{
    protected override bool IsPage => true;

    public override void Write(MessageWriter writer)
    {
        writer.Messages("runs"u8, runs, static (w, run) => run.WriteRun(w));
        writer.Text("next_page_token"u8, nextPageToken);
    }
}
