using System.Text.Json;
using Sluice.Protocol;
using Sluice.Tracking.Runs;

namespace Sluice.Tracking.Metrics;

/// <summary>A value of a metric, as requests give it.</summary>
internal sealed class MetricMessage
{
    public string? Key { get; set; }

    public double? Value { get; set; }

    public long? Timestamp { get; set; }

    public long? Step { get; set; }

    public string? ModelId { get; set; }

    public string? RunId { get; set; }

    public string? DatasetName { get; set; }

    public string? DatasetDigest { get; set; }

    public static MessageShape<MetricMessage> Shape { get; } =
        new(
            new TextField<MetricMessage>("key", m => m.Key, (m, v) => m.Key = v).Required(),
            new DoubleField<MetricMessage>("value", m => m.Value, (m, v) => m.Value = v).Required(),
            new IntegerField<MetricMessage>("timestamp", m => m.Timestamp, (m, v) => m.Timestamp = v).Required(),
            new IntegerField<MetricMessage>("step", m => m.Step, (m, v) => m.Step = v),
            new TextField<MetricMessage>("model_id", m => m.ModelId, (m, v) => m.ModelId = v),
            new TextField<MetricMessage>("dataset_name", m => m.DatasetName, (m, v) => m.DatasetName = v),
            new TextField<MetricMessage>("dataset_digest", m => m.DatasetDigest, (m, v) => m.DatasetDigest = v),
            new TextField<MetricMessage>("run_id", m => m.RunId, (m, v) => m.RunId = v)
        );

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
internal sealed class LogMetric
{
    public string? RunId { get; set; }

    public string? RunUuid { get; set; }

    public MetricMessage Metric { get; } = new();

    /// <summary>The run, under either of its names.</summary>
    public string? Run => RunId ?? RunUuid;

    public static MessageShape<LogMetric> Shape { get; } =
        new(
            new TextField<LogMetric>("run_id", m => m.RunId, (m, v) => m.RunId = v).Required("run_uuid"),
            new TextField<LogMetric>("run_uuid", m => m.RunUuid, (m, v) => m.RunUuid = v),
            new TextField<LogMetric>("key", m => m.Metric.Key, (m, v) => m.Metric.Key = v).Required(),
            new DoubleField<LogMetric>("value", m => m.Metric.Value, (m, v) => m.Metric.Value = v).Required(),
            new IntegerField<LogMetric>("timestamp", m => m.Metric.Timestamp, (m, v) => m.Metric.Timestamp = v).Required(),
            new IntegerField<LogMetric>("step", m => m.Metric.Step, (m, v) => m.Metric.Step = v),
            new TextField<LogMetric>("model_id", m => m.Metric.ModelId, (m, v) => m.Metric.ModelId = v),
            new TextField<LogMetric>("dataset_name", m => m.Metric.DatasetName, (m, v) => m.Metric.DatasetName = v),
            new TextField<LogMetric>("dataset_digest", m => m.Metric.DatasetDigest, (m, v) => m.Metric.DatasetDigest = v)
        );
}

/// <summary>Asks for the values of a metric.</summary>
internal sealed class GetMetricHistory
{
    public string? RunId { get; set; }

    public string? RunUuid { get; set; }

    public string? MetricKey { get; set; }

    public string? PageToken { get; set; }

    public long? MaxResults { get; set; }

    /// <summary>The run, under either of its names.</summary>
    public string? Run => RunId ?? RunUuid;

    public static MessageShape<GetMetricHistory> Shape { get; } =
        new(
            new TextField<GetMetricHistory>("run_id", m => m.RunId, (m, v) => m.RunId = v).Required("run_uuid"),
            new TextField<GetMetricHistory>("run_uuid", m => m.RunUuid, (m, v) => m.RunUuid = v),
            new TextField<GetMetricHistory>("metric_key", m => m.MetricKey, (m, v) => m.MetricKey = v).Required(),
            new TextField<GetMetricHistory>("page_token", m => m.PageToken, (m, v) => m.PageToken = v),
            new IntegerField<GetMetricHistory>("max_results", m => m.MaxResults, (m, v) => m.MaxResults = v, int.MinValue, int.MaxValue)
        );
}

/// <summary>Asks for the values of a metric of several runs.</summary>
internal sealed class GetMetricHistoryBulk
{
    public List<string> RunIds { get; } = [];

    public string? MetricKey { get; set; }

    public long? MaxResults { get; set; }

    public static MessageShape<GetMetricHistoryBulk> Shape { get; } =
        new(
            new TextListField<GetMetricHistoryBulk>("run_id", m => m.RunIds),
            new TextField<GetMetricHistoryBulk>("metric_key", m => m.MetricKey, (m, v) => m.MetricKey = v),
            new IntegerField<GetMetricHistoryBulk>("max_results", m => m.MaxResults, (m, v) => m.MaxResults = v)
        );
}

/// <summary>Asks for a sample of the values of a metric of several runs.</summary>
internal sealed class GetMetricHistoryBulkInterval
{
    public List<string> RunIds { get; } = [];

    public string? MetricKey { get; set; }

    public long? StartStep { get; set; }

    public long? EndStep { get; set; }

    public long? MaxResults { get; set; }

    public static MessageShape<GetMetricHistoryBulkInterval> Shape { get; } =
        new(
            new TextListField<GetMetricHistoryBulkInterval>("run_ids", m => m.RunIds).Required(),
            new TextField<GetMetricHistoryBulkInterval>("metric_key", m => m.MetricKey, (m, v) => m.MetricKey = v).Required(),
            new IntegerField<GetMetricHistoryBulkInterval>(
                "start_step",
                m => m.StartStep,
                (m, v) => m.StartStep = v,
                int.MinValue,
                int.MaxValue
            ),
            new IntegerField<GetMetricHistoryBulkInterval>("end_step", m => m.EndStep, (m, v) => m.EndStep = v, int.MinValue, int.MaxValue),
            new IntegerField<GetMetricHistoryBulkInterval>(
                "max_results",
                m => m.MaxResults,
                (m, v) => m.MaxResults = v,
                int.MinValue,
                int.MaxValue
            )
        );
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
        writer = new MessageWriter(body, indented: false);
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
    protected override bool IsPage => true;

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

    /// <summary>The same in the compact form of the older route, keys in alphabetic order, not-a-number as the bare word.</summary>
    public CompactAnswer Compact() =>
        new(json =>
        {
            json.WriteStartArray("metrics");
            foreach (var (runId, point) in points)
            {
                json.WriteStartObject();
                json.WriteString("key", point.Key);
                json.WriteString("run_id", runId);
                json.WriteNumber("step", point.Step);
                json.WriteNumber("timestamp", point.Timestamp);
                json.WritePropertyName("value");
                WriteBare(json, point.Value);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        });

    private static void WriteBare(Utf8JsonWriter json, double value)
    {
        Span<byte> text = stackalloc byte[JsonText.LongestNumber];
        json.WriteRawValue(double.IsNaN(value) ? "NaN"u8 : text[..JsonText.Write(value, text)], skipInputValidation: true);
    }
}
