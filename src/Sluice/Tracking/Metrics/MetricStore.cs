using Sluice.Storage;
using Sluice.Tracking.Runs;

namespace Sluice.Tracking.Metrics;

/// <summary>
/// The tables metrics and latest_metrics. Not-a-number is stored as 0 with a mark, an infinity as the largest finite double. The
/// latest value is the one with the greatest step, then timestamp, then value. Source: docs/protocol.md, "Metrics".
/// </summary>
internal sealed class MetricStore(Database tracking)
{
    private static readonly BulkInsert InsertPoints = new(
        "metrics",
        [
            new Column("key", ColumnType.Text),
            new Column("value", ColumnType.Real),
            new Column("timestamp", ColumnType.Integer),
            new Column("step", ColumnType.Integer),
            new Column("is_nan", ColumnType.Boolean),
            new Column("run_uuid", ColumnType.Text),
        ],
        "ON CONFLICT DO NOTHING"
    );

    private static readonly BulkInsert PutLatest = new(
        "latest_metrics",
        [
            new Column("key", ColumnType.Text),
            new Column("value", ColumnType.Real),
            new Column("timestamp", ColumnType.Integer),
            new Column("step", ColumnType.Integer),
            new Column("is_nan", ColumnType.Boolean),
            new Column("run_uuid", ColumnType.Text),
        ],
        """
        ON CONFLICT (key, run_uuid) DO UPDATE
        SET value = excluded.value, timestamp = excluded.timestamp, step = excluded.step, is_nan = excluded.is_nan
        WHERE (excluded.step, excluded.timestamp, excluded.value) > (latest_metrics.step, latest_metrics.timestamp, latest_metrics.value)
        """
    );

    private static readonly Sql History = new(
        """
        SELECT key, is_nan, value, timestamp, step
        FROM metrics
        WHERE run_uuid = @run AND key = @key
        ORDER BY timestamp, step, value
        LIMIT @limit OFFSET @offset
        """
    );

    private static readonly Sql HistoryOfRuns = new(
        """
        SELECT run_uuid, key, is_nan, value, timestamp, step
        FROM metrics
        WHERE run_uuid {in texts @runs} AND key = @key
        ORDER BY run_uuid, timestamp, step, value
        LIMIT @limit
        """
    );

    private static readonly Sql Sample = new(
        """
        WITH numbered AS (
          SELECT key, value, timestamp, step, is_nan,
            row_number() OVER (ORDER BY step, timestamp, value) AS number,
            ntile(CAST(@most AS integer)) OVER (ORDER BY step, timestamp, value) AS part,
            count(*) OVER () AS total
          FROM metrics
          WHERE run_uuid = @run AND key = @key AND step >= @start AND step <= @end
        ), parted AS (
          SELECT key, value, timestamp, step, is_nan, number, part, total,
            row_number() OVER (PARTITION BY part ORDER BY number) AS place
          FROM numbered
        )
        SELECT key, is_nan, value, timestamp, step
        FROM parted
        WHERE number = total OR (place = 1 AND part < @most)
        ORDER BY number
        """
    );

    /// <summary>Writes values of runs, in the unit of work of whoever logs them. A value that is there already changes nothing.</summary>
    public static async ValueTask LogAsync(Session session, IReadOnlyList<LoggedToRun> logged)
    {
        var points = logged.SelectMany(one => one.Metrics.Select(point => (one.RunId, point))).ToList();
        if (points.Count == 0)
        {
            return;
        }
        await session.InsertAsync(InsertPoints, [.. points.Select(one => RowOf(one.RunId, one.point))]);
        await session.InsertAsync(PutLatest, LatestRows(points));
    }

    /// <summary>A page of a metric's values, by time.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="key">The metric.</param>
    /// <param name="limit">Most values.</param>
    /// <param name="offset">How many to pass over.</param>
    /// <param name="take">Gets one value after the other.</param>
    /// <param name="cancelled">Fires when the caller has gone.</param>
    public async ValueTask HistoryAsync(
        string runId,
        string key,
        long limit,
        long offset,
        Action<MetricPoint> take,
        CancellationToken cancelled
    ) =>
        await tracking.ReadAsync(
            session =>
                session.EachAsync(
                    History,
                    row => take(ReadPoint(row, 0)),
                    ("run", runId),
                    ("key", key),
                    ("limit", limit),
                    ("offset", offset)
                ),
            cancelled
        );

    /// <summary>The values of a metric of several runs, run by run.</summary>
    public ValueTask<List<(string RunId, MetricPoint Point)>> HistoryAsync(
        string[] runIds,
        string key,
        long limit,
        CancellationToken cancelled
    ) =>
        tracking.ReadAsync(
            session =>
                session.QueryAsync(
                    HistoryOfRuns,
                    static row => (row.Text(0), ReadPoint(row, 1)),
                    ("runs", runIds),
                    ("key", key),
                    ("limit", limit)
                ),
            cancelled
        );

    /// <summary>
    /// A sample of a metric's values of several runs: the values of each, by step, are cut into parts of equal size, of which each gives
    /// its first value and the last one its last.
    /// </summary>
    /// <param name="runIds">The runs; of one that stands twice the sample, which is read once, is given twice.</param>
    /// <param name="key">The metric.</param>
    /// <param name="steps">First and last step.</param>
    /// <param name="most">Most values of a run.</param>
    /// <param name="cancelled">Fires when the caller has gone.</param>
    public ValueTask<List<(string RunId, MetricPoint Point)>> SampleAsync(
        IReadOnlyList<string> runIds,
        string key,
        (long From, long To) steps,
        long most,
        CancellationToken cancelled
    ) =>
        tracking.ReadAsync(
            async session =>
            {
                var queries = runIds
                    .Distinct()
                    .ToDictionary(
                        run => run,
                        run => new Query<MetricPoint>(
                            Sample,
                            static row => ReadPoint(row, 0),
                            ("run", run),
                            ("key", key),
                            ("start", steps.From),
                            ("end", steps.To),
                            ("most", most)
                        )
                    );
                await session.ReadTogetherAsync([.. queries.Values]);
                return runIds.SelectMany(run => queries[run].Rows.Select(point => (run, point))).ToList();
            },
            cancelled
        );

    /// <summary>Reads key, is_nan, value, timestamp and step, which stand side by side.</summary>
    /// <param name="row">The row.</param>
    /// <param name="at">Where the key stands.</param>
    public static MetricPoint ReadPoint(Row row, int at) =>
        new(row.Name(at), row.Bool(at + 1) ? double.NaN : row.Double(at + 2), row.Int64OrNull(at + 3) ?? 0, row.Int64(at + 4));

    private static object?[] RowOf(string runId, MetricPoint point)
    {
        var isNaN = double.IsNaN(point.Value);
        return [point.Key, isNaN ? 0.0 : point.Value, point.Timestamp, point.Step, isNaN, runId];
    }

    /// <summary>One row a metric, the latest of those given, by run and key: the order in which rows are locked.</summary>
    private static List<object?[]> LatestRows(List<(string RunId, MetricPoint Point)> points)
    {
        var latest = new Dictionary<(string RunId, string Key), MetricPoint>(points.Count);
        foreach (var (runId, point) in points)
        {
            if (!latest.TryGetValue((runId, point.Key), out var other) || IsLater(point, other))
            {
                latest[(runId, point.Key)] = point;
            }
        }
        return
        [
            .. latest
                .OrderBy(one => one.Key.RunId, StringComparer.Ordinal)
                .ThenBy(one => one.Key.Key, StringComparer.Ordinal)
                .Select(one => RowOf(one.Key.RunId, one.Value)),
        ];
    }

    private static bool IsLater(MetricPoint one, MetricPoint other) =>
        (one.Step, one.Timestamp, Stored(one.Value)).CompareTo((other.Step, other.Timestamp, Stored(other.Value))) > 0;

    private static double Stored(double value) => double.IsNaN(value) ? 0 : value;
}
