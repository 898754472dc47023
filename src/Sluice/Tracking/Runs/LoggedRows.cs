using Sluice.Storage;
using Sluice.Tracking.Experiments;
using Sluice.Tracking.Metrics;

namespace Sluice.Tracking.Runs;

/// <summary>The queries for what was logged to some runs, and what they found.</summary>
internal sealed class LoggedRows
{
    private static readonly Sql LatestOf = new(
        "SELECT run_uuid, key, is_nan, value, timestamp, step FROM latest_metrics WHERE run_uuid {in texts @ids}"
    );

    private static readonly Sql ParamsOf = new("SELECT run_uuid, key, value FROM params WHERE run_uuid {in texts @ids}");

    private static readonly Sql TagsOf = new("SELECT run_uuid, key, value FROM tags WHERE run_uuid {in texts @ids}");

    private readonly Dictionary<string, int> places;
    private readonly QueryByKey<MetricPoint> metrics;
    private readonly QueryByKey<ParamRow> parameters;
    private readonly QueryByKey<TagRow> tags;

    /// <param name="ids">The runs, none of them twice.</param>
    public LoggedRows(string[] ids)
    {
        places = new Dictionary<string, int>(ids.Length, StringComparer.Ordinal);
        foreach (var id in ids)
        {
            places.Add(id, places.Count);
        }
        metrics = new(LatestOf, places, static row => MetricStore.ReadPoint(row, 1), ("ids", ids));
        parameters = new(ParamsOf, places, static row => new ParamRow(row.Name(1), row.Name(2)), ("ids", ids));
        tags = new(TagsOf, places, static row => new TagRow(row.Name(1), row.TextOrNull(2)), ("ids", ids));
    }

    /// <summary>The queries, to be run together.</summary>
    public IReadOnlyList<Query> Queries => [metrics, parameters, tags];

    /// <summary>What was read, for each of the ids; a run that doesn't exist has nothing.</summary>
    public Dictionary<string, RunData> ByRun()
    {
        var runs = new Dictionary<string, RunData>(places.Count, StringComparer.Ordinal);
        foreach (var (id, place) in places)
        {
            runs.Add(id, new RunData(metrics[place], parameters[place], tags[place]));
        }
        return runs;
    }
}
