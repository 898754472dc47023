using Sluice.Storage;
using Sluice.Tracking.Experiments;
using Sluice.Tracking.Metrics;

namespace Sluice.Tracking.Runs;

/// <summary>
/// Writes what is logged to runs: metrics, params and tags. Requests that come together are written together; rows are touched in
/// the order of tables, runs and keys, so that writers never wait for each other in a circle.
/// </summary>
internal sealed class RunLog
{
    private static readonly Sql SetName = new("UPDATE runs SET name = @name WHERE run_uuid = @id");

    private static readonly Sql LoggedParams = new(
        "SELECT run_uuid, key, value FROM params WHERE run_uuid {in texts @runs} AND key {in texts @keys}"
    );

    private static readonly BulkInsert InsertParams = new(
        "params",
        [new Column("key", ColumnType.Text), new Column("value", ColumnType.Text), new Column("run_uuid", ColumnType.Text)],
        "ON CONFLICT (key, run_uuid) DO NOTHING"
    );

    private static readonly BulkInsert PutTags = new(
        "tags",
        [new Column("key", ColumnType.Text), new Column("value", ColumnType.Text), new Column("run_uuid", ColumnType.Text)],
        "ON CONFLICT (key, run_uuid) DO UPDATE SET value = excluded.value"
    );

    private readonly WorkGroup<LoggedToRun> group;

    /// <param name="tracking">The database.</param>
    public RunLog(Database tracking) =>
        group = new WorkGroup<LoggedToRun>(logged => tracking.WriteAsync(session => WriteAsync(session, logged), CancellationToken.None));

    /// <summary>Writes what one request logs, as a whole.</summary>
    /// <exception cref="ParamChangedException">A param is there already, with another value; nothing is written.</exception>
    /// <exception cref="DatabaseUnavailableException">The database takes no writes at the moment.</exception>
    public ValueTask WriteAsync(LoggedToRun logged) => new(group.DoAsync(logged));

    private static async ValueTask WriteAsync(Session session, IReadOnlyList<LoggedToRun> logged)
    {
        await WriteParamsAsync(session, logged);
        await MetricStore.LogAsync(session, logged);
        await WriteTagsAsync(session, logged);
    }

    private static async ValueTask WriteParamsAsync(Session session, IReadOnlyList<LoggedToRun> logged)
    {
        var given = logged
            .SelectMany(one => one.Params.Select(param => (one.RunId, param.Key, param.Value)))
            .Order(ByRunAndKey.Instance)
            .ToList();
        if (given.Count == 0 || await session.InsertAsync(InsertParams, Rows(given)) == given.Count)
        {
            return;
        }
        var present = await session.QueryAsync(
            LoggedParams,
            static row => (Run: row.Text(0), Key: row.Text(1), Value: row.Text(2)),
            ("runs", given.Select(one => one.RunId).Distinct().ToArray()),
            ("keys", given.Select(one => one.Key).Distinct().ToArray())
        );
        var values = present.ToDictionary(one => (one.Run, one.Key), one => one.Value);
        var changed = given
            .Select(one => (one.Key, Old: values[(one.RunId, one.Key)], New: one.Value))
            .Where(one => one.Old != one.New)
            .ToList();
        if (changed.Count > 0)
        {
            throw new ParamChangedException(changed);
        }
    }

    private static async ValueTask WriteTagsAsync(Session session, IReadOnlyList<LoggedToRun> logged)
    {
        var last = new Dictionary<(string RunId, string Key), string>();
        foreach (var one in logged)
        {
            foreach (var tag in one.Tags)
            {
                last[(one.RunId, tag.Key)] = tag.Value ?? "";
            }
        }
        if (last.Count == 0)
        {
            return;
        }
        var tags = last.Select(tag => (tag.Key.RunId, tag.Key.Key, tag.Value)).Order(ByRunAndKey.Instance).ToList();
        await session.InsertAsync(PutTags, Rows(tags));
        foreach (var (runId, _, name) in tags.Where(tag => tag.Key == RunNames.Tag))
        {
            await session.ExecuteAsync(SetName, ("name", name), ("id", runId));
        }
    }

    private static List<object?[]> Rows(List<(string RunId, string Key, string Value)> values) =>
        [.. values.Select(value => new object?[] { value.Key, value.Value, value.RunId })];

    private sealed class ByRunAndKey : IComparer<(string RunId, string Key, string Value)>
    {
        public static ByRunAndKey Instance { get; } = new();

        public int Compare((string RunId, string Key, string Value) x, (string RunId, string Key, string Value) y)
        {
            var runs = string.CompareOrdinal(x.RunId, y.RunId);
            return runs != 0 ? runs : string.CompareOrdinal(x.Key, y.Key);
        }
    }
}

/// <summary>What one request logs to a run: written as a whole or not at all.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Metrics">Values of metrics.</param>
/// <param name="Params">Params, each key once.</param>
/// <param name="Tags">Tags; of several with one key the last counts.</param>
internal sealed record LoggedToRun(
    string RunId,
    IReadOnlyList<MetricPoint> Metrics,
    IReadOnlyList<ParamRow> Params,
    IReadOnlyList<TagRow> Tags
);

/// <summary>Params that are there already, with other values.</summary>
/// <param name="changed">Key, present value and given value of each.</param>
internal sealed class ParamChangedException(IReadOnlyList<(string Key, string Old, string New)> changed)
    : Exception("a param's value can't change")
{
    /// <summary>Key, present value and given value of each.</summary>
    public IReadOnlyList<(string Key, string Old, string New)> Changed { get; } = changed;
}
