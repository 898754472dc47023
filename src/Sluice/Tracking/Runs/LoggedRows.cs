using Sluice.Storage;
using Sluice.Tracking.Experiments;
using Sluice.Tracking.Metrics;

namespace Sluice.Tracking.Runs;

/// <summary>The queries for what was logged to some runs, and their rows, run by run.</summary>
/// <param name="ids">The runs.</param>
internal sealed class LoggedRows(string[] ids)
{
    private static readonly Sql LatestOf = new(
        "SELECT key, value, timestamp, step, is_nan, run_uuid FROM latest_metrics WHERE run_uuid {in texts @ids}"
    );

    private static readonly Sql ParamsOf = new("SELECT key, value, run_uuid FROM params WHERE run_uuid {in texts @ids}");

    private static readonly Sql TagsOf = new("SELECT key, value, run_uuid FROM tags WHERE run_uuid {in texts @ids}");

    /// <summary>The latest value of each metric.</summary>
    public Query<(string Run, MetricPoint Row)> Metrics { get; } =
        new(LatestOf, static row => (row.Name(5), MetricStore.ReadPoint(row)), ("ids", ids));

    /// <summary>The params.</summary>
    public Query<(string Run, ParamRow Row)> Params { get; } =
        new(ParamsOf, static row => (row.Name(2), new ParamRow(row.Name(0), row.Name(1))), ("ids", ids));

    /// <summary>The tags.</summary>
    public Query<(string Run, TagRow Row)> Tags { get; } =
        new(TagsOf, static row => (row.Name(2), new TagRow(row.Name(0), row.TextOrNull(1))), ("ids", ids));

    /// <summary>What was read, for each of the ids; a run that doesn't exist has nothing.</summary>
    public Dictionary<string, RunData> ByRun()
    {
        var places = new Dictionary<string, int>(ids.Length, StringComparer.Ordinal);
        for (var i = 0; i < ids.Length; i++)
        {
            places[ids[i]] = i;
        }
        var metrics = Grouped(Metrics.Rows, places);
        var parameters = Grouped(Params.Rows, places);
        var tags = Grouped(Tags.Rows, places);
        return places.ToDictionary(
            static run => run.Key,
            run => new RunData(metrics[run.Value] ?? [], parameters[run.Value] ?? [], tags[run.Value] ?? []),
            StringComparer.Ordinal
        );
    }

    private static List<T>?[] Grouped<T>(List<(string Run, T Row)> rows, Dictionary<string, int> places)
    {
        var groups = new List<T>?[places.Count];
        var place = -1;
        string? last = null;
        foreach (var (run, row) in rows)
        {
            // Rows of one run mostly follow each other.
            if (!ReferenceEquals(run, last) && !string.Equals(run, last, StringComparison.Ordinal))
            {
                place = places[run];
            }
            last = run;
            (groups[place] ??= []).Add(row);
        }
        return groups;
    }
}
