using Sluice.Search;
using Sluice.Storage;
using Sluice.Tracking.Experiments;
using Sluice.Tracking.Runs.Search;

namespace Sluice.Tracking.Runs;

/// <summary>The tables runs, params and tags.</summary>
internal sealed class RunStore(Database tracking, RareValues rare)
{
    private static readonly Sql ById = new(
        """
        SELECT run_uuid, name, user_id, status, start_time, end_time, lifecycle_stage, artifact_uri, experiment_id
        FROM {runs by run_uuid @ids}
        """
    );

    private static readonly Sql ExperimentsOf = new("SELECT run_uuid, experiment_id FROM {runs by run_uuid @ids}");

    private static readonly Sql Insert = new(
        """
        INSERT INTO runs (run_uuid, name, source_type, source_name, entry_point_name, user_id, status, start_time, source_version,
          lifecycle_stage, artifact_uri, experiment_id)
        VALUES (@id, @name, 'UNKNOWN', '', '', @user, @status, @start, '', 'active', @location, @experiment)
        """
    );

    private static readonly Sql Change = new("UPDATE runs SET name = @name, status = @status, end_time = @end WHERE run_uuid = @id");

    private static readonly Sql SetStage = new(
        "UPDATE runs SET lifecycle_stage = @stage, deleted_time = @deleted WHERE run_uuid = @id AND lifecycle_stage <> @stage"
    );

    private static readonly Sql DeleteTag = new("DELETE FROM tags WHERE run_uuid = @id AND key = @key");

    private static readonly BulkInsert InsertTags = new(
        "tags",
        [new Column("key", ColumnType.Text), new Column("value", ColumnType.Text), new Column("run_uuid", ColumnType.Text)]
    );

    private static readonly BulkInsert PutTags = new(
        "tags",
        [new Column("key", ColumnType.Text), new Column("value", ColumnType.Text), new Column("run_uuid", ColumnType.Text)],
        "ON CONFLICT (key, run_uuid) DO UPDATE SET value = excluded.value"
    );

    private readonly KeyedReads<RunRow> rows = new(tracking, RowsAsync);
    private readonly KeyedReads<LoadedRun> loaded = new(tracking, LoadAsync);
    private readonly KeyedReads<RunData> logged = new(tracking, LoggedAsync);

    /// <summary>A run, or null.</summary>
    public ValueTask<RunRow?> FindAsync(string id, CancellationToken cancelled) => rows.FindAsync(id, cancelled);

    /// <summary>A run with what was logged to it, or null.</summary>
    public ValueTask<LoadedRun?> LoadAsync(string id, CancellationToken cancelled) => loaded.FindAsync(id, cancelled);

    /// <summary>The experiment of each run that exists.</summary>
    public ValueTask<Dictionary<string, long>> ExperimentsOfAsync(string[] ids, CancellationToken cancelled) =>
        tracking.ReadAsync(
            async session =>
                (
                    await session.QueryAsync(ExperimentsOf, static row => (Id: row.Text(0), Experiment: row.Int64(1)), ("ids", ids))
                ).ToDictionary(row => row.Id, row => row.Experiment),
            cancelled
        );

    /// <summary>A page of a search, and the token of the next.</summary>
    /// <param name="search">The search.</param>
    /// <param name="experimentIds">The experiments that are searched.</param>
    /// <param name="view">Which stages.</param>
    /// <param name="cancelled">Fires when the caller has gone.</param>
    public async ValueTask<(List<LoadedRun> Runs, string? Next)> SearchAsync(
        RunSearch search,
        IReadOnlyList<long> experimentIds,
        ViewType view,
        CancellationToken cancelled
    )
    {
        var byKey = await rare.AmongAsync(search.ByKey, cancelled);
        var sql = new SqlBuilder(tracking.Dialect);
        sql.Add(
            "SELECT r.run_uuid, r.name, r.user_id, r.status, r.start_time, r.end_time, r.lifecycle_stage, r.artifact_uri, r.experiment_id"
        );
        search.WriteFrom(sql, experimentIds, view, byKey);
        var statement = sql.Build();
        var runs = await tracking.ReadAsync(session => session.QueryAsync(statement, ReadRun, sql.Parameters), cancelled);
        var next = search.NextToken(runs.Count);
        if (runs.Count > search.MaxResults)
        {
            runs.RemoveAt(runs.Count - 1);
        }
        if (runs.Count == 0)
        {
            return ([], next);
        }
        var data = await logged.FindAsync([.. runs.Select(static run => run.Id)], cancelled);
        return ([.. runs.Select(run => new LoadedRun(run, data[run.Id]))], next);
    }

    /// <summary>Makes a run.</summary>
    /// <exception cref="DuplicateKeyException">A tag's key stands twice.</exception>
    public ValueTask CreateAsync(RunRow run, IReadOnlyList<TagRow> tags, CancellationToken cancelled) =>
        tracking.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(
                    Insert,
                    ("id", run.Id),
                    ("name", run.Name),
                    ("user", run.UserId),
                    ("status", run.Status),
                    ("start", run.StartTime),
                    ("location", run.ArtifactUri),
                    ("experiment", run.ExperimentId)
                );
                await session.InsertAsync(InsertTags, TagRows(run.Id, tags));
            },
            cancelled
        );

    /// <summary>Writes a run's name, state and end; the tag that holds the name follows it.</summary>
    public ValueTask UpdateAsync(RunRow run, bool renamed, CancellationToken cancelled) =>
        tracking.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(Change, ("name", run.Name), ("status", run.Status), ("end", run.EndTime), ("id", run.Id));
                if (renamed)
                {
                    await session.InsertAsync(PutTags, TagRows(run.Id, [new TagRow(RunNames.Tag, run.Name)]));
                }
            },
            cancelled
        );

    /// <summary>Deletes or restores a run.</summary>
    /// <param name="id">The run.</param>
    /// <param name="stage">The new stage.</param>
    /// <param name="deleted">When it was deleted (milliseconds since the epoch); null where it is restored.</param>
    /// <param name="cancelled">Fires when the caller has gone.</param>
    public async ValueTask SetStageAsync(string id, string stage, long? deleted, CancellationToken cancelled) =>
        await tracking.WriteAsync(session => session.ExecuteAsync(SetStage, ("stage", stage), ("deleted", deleted), ("id", id)), cancelled);

    /// <summary>Deletes a tag.</summary>
    /// <returns>False when there is none of this key.</returns>
    public async ValueTask<bool> DeleteTagAsync(string id, string key, CancellationToken cancelled) =>
        await tracking.WriteAsync(session => session.ExecuteAsync(DeleteTag, ("id", id), ("key", key)), cancelled) > 0;

    private static async ValueTask<Dictionary<string, RunRow>> RowsAsync(Session session, string[] ids) =>
        (await session.QueryAsync(ById, ReadRun, ("ids", ids))).ToDictionary(run => run.Id);

    private static async ValueTask<Dictionary<string, LoadedRun>> LoadAsync(Session session, string[] ids)
    {
        var runs = new Query<RunRow>(ById, ReadRun, ("ids", ids));
        var rows = new LoggedRows(ids);
        await session.ReadTogetherAsync([runs, .. rows.Queries]);
        var data = rows.ByRun();
        return runs.Rows.ToDictionary(run => run.Id, run => new LoadedRun(run, data[run.Id]));
    }

    private static async ValueTask<Dictionary<string, RunData>> LoggedAsync(Session session, string[] ids)
    {
        var rows = new LoggedRows(ids);
        await session.ReadTogetherAsync(rows.Queries);
        return rows.ByRun();
    }

    private static List<object?[]> TagRows(string runId, IReadOnlyList<TagRow> tags) =>
        [.. tags.Select(tag => new object?[] { tag.Key, tag.Value, runId })];

    private static RunRow ReadRun(Row row) =>
        new(
            row.Text(0),
            row.TextOrNull(1),
            row.TextOrNull(2),
            row.TextOrNull(3) ?? "RUNNING",
            row.Int64OrNull(4),
            row.Int64OrNull(5),
            row.TextOrNull(6) ?? Lifecycle.Active,
            row.TextOrNull(7),
            row.Int64(8)
        );
}
