using Sluice.Protocol.Answers;
using Sluice.Protocol.Messages;
using Sluice.Search;
using Sluice.Tracking.Experiments;
using Sluice.Tracking.Metrics;

namespace Sluice.Tracking.Runs;

/// <summary>The field that most messages of runs begin with.</summary>
internal static class RunField
{
    /// <summary>The run: <c>run_id</c>, or <c>run_uuid</c> as old clients say.</summary>
    public static void Run<TMessage>(this FieldList<TMessage> f, Accessor<TMessage, string?> id) =>
        f.Text("run_id", id).OrNamed("run_uuid").Required();
}

/// <summary>Names a run.</summary>
internal sealed class NameRun : INamesRun
{
    public string? RunId;
    string? INamesRun.RunId => RunId;

    public static readonly MessageShape<NameRun> Shape = new(f => f.Run(m => ref m.RunId));
}

/// <summary>A new run.</summary>
internal sealed class CreateRun : INamesExperiment
{
    public string? ExperimentId;
    public string? UserId;
    public string? RunName;
    public long? StartTime;
    public readonly List<TagMessage> Tags = [];
    string? INamesExperiment.ExperimentId => ExperimentId;

    public static readonly MessageShape<CreateRun> Shape = new(f =>
    {
        f.Text("experiment_id", m => ref m.ExperimentId);
        f.Text("user_id", m => ref m.UserId);
        f.Text("run_name", m => ref m.RunName);
        f.Integer("start_time", m => ref m.StartTime);
        f.Messages("tags", m => m.Tags, "RunTag", TagMessage.Shape);
    });
}

/// <summary>New state, end or name of a run.</summary>
internal sealed class UpdateRun : INamesRun
{
    public string? RunId;
    public RunStatus? Status;
    public long? EndTime;
    public string? RunName;
    string? INamesRun.RunId => RunId;

    public static readonly MessageShape<UpdateRun> Shape = new(f =>
    {
        f.Run(m => ref m.RunId);
        f.Choice("status", m => ref m.Status, EnumNames.RunStatuses).CaseMatters();
        f.Integer("end_time", m => ref m.EndTime);
        f.Text("run_name", m => ref m.RunName);
    });
}

/// <summary>A param, or a tag, of a run; without value where one is deleted.</summary>
internal sealed class KeyValueOfRun : INamesRun
{
    public string? RunId;
    public string? Key;
    public string? Value;
    string? INamesRun.RunId => RunId;

    public static readonly MessageShape<KeyValueOfRun> Shape = new(f =>
    {
        f.Run(m => ref m.RunId);
        f.Text("key", m => ref m.Key).Required();
        f.Text("value", m => ref m.Value).Within(TextLimit.Value);
    });
}

/// <summary>Metrics, params and tags of a run, written together or not at all.</summary>
internal sealed class LogBatch : INamesRun
{
    public string? RunId;
    public readonly List<MetricMessage> Metrics = [];
    public readonly List<TagMessage> Params = [];
    public readonly List<TagMessage> Tags = [];
    string? INamesRun.RunId => RunId;

    public static readonly MessageShape<LogBatch> Shape = new(f =>
    {
        f.Text("run_id", m => ref m.RunId).Required();
        f.Messages("metrics", m => m.Metrics, "Metric", MetricMessage.Shape);
        f.Messages("params", m => m.Params, "Param", TagMessage.WithKey);
        f.Messages("tags", m => m.Tags, "RunTag", TagMessage.WithKey);
    });
}

/// <summary>A search of runs.</summary>
internal sealed class SearchRuns : SearchMessage
{
    public readonly List<string> ExperimentIds = [];
    public ViewType? View;

    public static readonly MessageShape<SearchRuns> Shape = new(f =>
    {
        f.Texts("experiment_ids", m => m.ExperimentIds);
        f.Filter();
        f.Choice("run_view_type", m => ref m.View, EnumNames.Views);
        f.Integer32("max_results", m => ref m.MaxResults).AtMost(50_000);
        f.OrderAndPage();
    });
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
    protected override JsonLayout Layout => JsonLayout.Compact;

    public override void Write(MessageWriter writer)
    {
        writer.Messages("runs"u8, runs, static (w, run) => run.WriteRun(w));
        writer.Text("next_page_token"u8, nextPageToken);
    }
}
