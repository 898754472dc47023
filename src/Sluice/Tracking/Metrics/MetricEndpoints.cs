using Sluice.Access.Rules;
using Sluice.Protocol;
using Sluice.Protocol.Answers;
using Sluice.Protocol.Routes;
using Sluice.Search;
using Sluice.Tracking.Runs;

namespace Sluice.Tracking.Metrics;

/// <summary>Routes of metrics. Source: tests/contract/routes.tsv; docs/protocol.md, "Histories".</summary>
internal sealed class MetricEndpoints(MetricStore store, RunLog log, RunTargets runs)
{
    internal const int MostRuns = 100;
    internal const long MostInBulk = 25_000;
    internal const long MostInSample = 2_500;
    private const string SeeDocs = "See the API docs for more information about request parameters.";

    /// <summary>Adds the routes.</summary>
    public void AddTo(EndpointTable table)
    {
        var routes = table.Api("2.0/mlflow");
        var pages = table.Pages("2.0/mlflow");
        routes.Post("runs/log-metric", LogMetric.Shape, Require.Edit(runs.Named), LogAsync);
        routes.Get("metrics/get-history", GetMetricHistory.Shape, Require.Read(runs.Named), HistoryAsync);
        routes.Get("metrics/get-history-bulk-interval", GetMetricHistoryBulkInterval.Shape, Require.Read(runs.All("run_ids")), SampleAsync);
        pages.Get("metrics/get-history-bulk", GetMetricHistoryBulk.Shape, Require.Read(runs.All("run_id")), BulkAsync);
    }

    private async ValueTask<Answer> LogAsync(Call call, LogMetric message, Named<RunRow> named)
    {
        var point = MetricRules.Checked(message, "");
        var run = named.Row.Active();
        await log.WriteAsync(new LoggedToRun(run.Id, [point], [], []));
        return EmptyMessage.Instance;
    }

    private async ValueTask<Answer> HistoryAsync(Call call, GetMetricHistory message)
    {
        if (message.MaxResults is <= 0)
        {
            throw MlflowException.Invalid(
                $"Invalid value {message.MaxResults} for parameter 'max_results' supplied. It must be a positive integer."
            );
        }
        var offset = PageToken.Parse(message.PageToken);
        var limit = message.MaxResults ?? long.MaxValue - 1;
        using var page = new MetricHistory(limit);
        await store.HistoryAsync(message.RunId!, message.MetricKey!, limit + 1, offset, page.Add, call.Cancelled);
        return page.End(page.HasMore ? PageToken.Make(offset + limit) : null);
    }

    private async ValueTask<Answer> BulkAsync(Call call, GetMetricHistoryBulk message)
    {
        if (message.RunIds.Count == 0)
        {
            throw MlflowException.Invalid("GetMetricHistoryBulk request must specify at least one run_id.");
        }
        if (message.RunIds.Count > MostRuns)
        {
            throw MlflowException.Invalid(
                $"GetMetricHistoryBulk request cannot specify more than {MostRuns} run_ids. Received {message.RunIds.Count} run_ids."
            );
        }
        if (message.MetricKey is null)
        {
            throw MlflowException.Invalid("GetMetricHistoryBulk request must specify a metric_key.");
        }
        var limit = Math.Clamp(message.MaxResults ?? MostInBulk, 0, MostInBulk);
        return new BareMetricHistories(await store.HistoryAsync([.. message.RunIds.Distinct()], message.MetricKey, limit, call.Cancelled));
    }

    private async ValueTask<Answer> SampleAsync(Call call, GetMetricHistoryBulkInterval message)
    {
        if (message.RunIds.Count > MostRuns)
        {
            throw MlflowException.Invalid(
                $"GetMetricHistoryBulkInterval request must specify at most {MostRuns} run_ids. Received {message.RunIds.Count} run_ids. {SeeDocs}"
            );
        }
        var most = message.MaxResults ?? MostInSample;
        if (most is < 1 or > MostInSample)
        {
            throw MlflowException.Invalid($"max_results must be between 1 and {MostInSample}. {SeeDocs}");
        }
        if (message.StartStep is null != message.EndStep is null)
        {
            throw MlflowException.Invalid("If either start step or end step are specified, both must be specified.");
        }
        if (message.StartStep > message.EndStep)
        {
            throw MlflowException.Invalid(
                $"end_step must be greater than start_step. Found start_step={message.StartStep} and end_step={message.EndStep}."
            );
        }
        var steps = (message.StartStep ?? long.MinValue, message.EndStep ?? long.MaxValue);
        return new MetricHistories(await store.SampleAsync(message.RunIds, message.MetricKey!, steps, most, call.Cancelled));
    }
}
