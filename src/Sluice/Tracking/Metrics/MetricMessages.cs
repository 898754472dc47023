using Sluice.Protocol.Answers;
using Sluice.Protocol.Messages;
using Sluice.Tracking.Runs;

namespace Sluice.Tracking.Metrics;

/// <summary>A value of a metric, as requests give it.</summary>
internal class MetricMessage
{
    public string? Key;
    public double? Value;
    public long? Timestamp;
    public long? Step;
    public string? ModelId;
    public string? DatasetName;
    public string? DatasetDigest;
    public string? RunId;

    /// <summary>A value in a batch. Its run is read and not used: the batch names one.</summary>
    public static readonly MessageShape<MetricMessage> Shape = new(f =>
    {
        AddTo(f);
        f.Text("run_id", m => ref m.RunId);
    });

    /// <summary>Adds the fields of a value.</summary>
    protected static void AddTo<TMessage>(FieldList<TMessage> f)
        where TMessage : MetricMessage
    {
        f.Text("key", m => ref m.Key).Required();
        f.Real("value", m => ref m.Value).Required();
        f.Integer("timestamp", m => ref m.Timestamp).Required();
        f.Integer("step", m => ref m.Step);
        f.Text("model_id", m => ref m.ModelId);
        f.Text("dataset_name", m => ref m.DatasetName);
        f.Text("dataset_digest", m => ref m.DatasetDigest);
    }

    /// <summary>Writes a value.</summary>
    public static void Write(MessageWriter writer, MetricPoint point)
    {
        writer.Text("key"u8, point.Key);
        writer.Real("value"u8, point.Value);
        writer.Integer("timestamp"u8, point.Timestamp);
        writer.Integer("step"u8, point.Step);
    }
}

/// <summary>One value of a metric of a run.</summary>
internal sealed class LogMetric : MetricMessage, INamesRun
{
    string? INamesRun.RunId => RunId;

    public static new readonly MessageShape<LogMetric> Shape = new(f =>
    {
        f.Run(m => ref m.RunId);
        AddTo(f);
    });
}

/// <summary>Asks for the values of a metric.</summary>
internal sealed class GetMetricHistory : INamesRun
{
    public string? RunId;
    public string? MetricKey;
    public string? PageToken;
    public long? MaxResults;
    string? INamesRun.RunId => RunId;

    public static readonly MessageShape<GetMetricHistory> Shape = new(f =>
    {
        f.Run(m => ref m.RunId);
        f.Text("metric_key", m => ref m.MetricKey).Required();
        f.Text("page_token", m => ref m.PageToken);
        f.Integer32("max_results", m => ref m.MaxResults);
    });
}

/// <summary>Asks for the values of a metric of several runs.</summary>
internal sealed class GetMetricHistoryBulk : INamesRuns
{
    public readonly List<string> RunIds = [];
    public string? MetricKey;
    public long? MaxResults;
    IReadOnlyList<string> INamesRuns.RunIds => RunIds;

    public static readonly MessageShape<GetMetricHistoryBulk> Shape = new(f =>
    {
        f.Texts("run_id", m => m.RunIds);
        f.Text("metric_key", m => ref m.MetricKey);
        f.Integer("max_results", m => ref m.MaxResults);
    });
}

/// <summary>Asks for a sample of the values of a metric of several runs.</summary>
internal sealed class GetMetricHistoryBulkInterval : INamesRuns
{
    public readonly List<string> RunIds = [];
    public string? MetricKey;
    public long? StartStep;
    public long? EndStep;
    public long? MaxResults;
    IReadOnlyList<string> INamesRuns.RunIds => RunIds;

    public static readonly MessageShape<GetMetricHistoryBulkInterval> Shape = new(f =>
    {
        f.Texts("run_ids", m => m.RunIds).Required();
        f.Text("metric_key", m => ref m.MetricKey).Required();
        f.Integer32("start_step", m => ref m.StartStep);
        f.Integer32("end_step", m => ref m.EndStep);
        f.Integer32("max_results", m => ref m.MaxResults);
    });
}

/// <summary>A page of a metric's values, each written when it is read: a history of any length takes little memory.</summary>
internal sealed class MetricHistory : IDisposable
{
    private readonly long limit;
    private readonly MessageWriter writer;
    private AnswerBuffer? body = new();
    private long count;

    /// <param name="limit">Values of the page at most, one or more; any beyond show only that there is another page.</param>
    public MetricHistory(long limit)
    {
        this.limit = limit;
        writer = new MessageWriter(body, JsonLayout.Compact);
        writer.Begin();
    }

    /// <summary>The next value.</summary>
    public void Add(MetricPoint point)
    {
        count++;
        if (count > limit)
        {
            return;
        }
        if (count == 1)
        {
            writer.BeginList("metrics"u8);
        }
        writer.Element(point, MetricMessage.Write);
    }

    /// <summary>Whether there is another page.</summary>
    public bool HasMore => count > limit;

    /// <summary>Ends the page.</summary>
    /// <param name="nextPageToken">The token of the next page, or null.</param>
    public WrittenAnswer End(string? nextPageToken)
    {
        if (count > 0)
        {
            writer.EndList();
        }
        writer.Text("next_page_token"u8, nextPageToken);
        writer.End();
        var answer = new WrittenAnswer(body!, "application/json");
        body = null;
        return answer;
    }

    /// <inheritdoc/>
    public void Dispose() => body?.Dispose();
}

/// <summary>Values of a metric of several runs.</summary>
internal sealed class MetricHistories(IReadOnlyList<(string RunId, MetricPoint Point)> points) : MessageAnswer
{
    protected override JsonLayout Layout => JsonLayout.Compact;

    public override void Write(MessageWriter writer) =>
        writer.Messages(
            "metrics"u8,
            points,
            static (w, item) =>
            {
                MetricMessage.Write(w, item.Point);
                w.Text("run_id"u8, item.RunId);
            }
        );
}

/// <summary>The same as the older route answers: an empty list stays, and not-a-number is a bare word.</summary>
internal sealed class BareMetricHistories(IReadOnlyList<(string RunId, MetricPoint Point)> points) : MessageAnswer
{
    protected override JsonLayout Layout => JsonLayout.Line;

    public override void Write(MessageWriter writer)
    {
        writer.BeginList("metrics"u8);
        foreach (var item in points)
        {
            writer.Element(item, WriteItem);
        }
        writer.EndList();
    }

    private static void WriteItem(MessageWriter writer, (string RunId, MetricPoint Point) item)
    {
        writer.Text("key"u8, item.Point.Key);
        writer.Text("run_id"u8, item.RunId);
        writer.Integer("step"u8, item.Point.Step);
        writer.Integer("timestamp"u8, item.Point.Timestamp);
        writer.BareReal("value"u8, item.Point.Value);
    }
}
