using Sluice.Access.Grants;
using Sluice.Search;
using Sluice.Storage;
using Sluice.Tracking.Experiments.Search;

namespace Sluice.Tracking.Experiments;

/// <summary>The tables experiments and experiment_tags.</summary>
internal sealed class ExperimentStore(Database tracking)
{
    private static readonly Sql ById = new(
        """
        SELECT experiment_id, name, artifact_location, lifecycle_stage, creation_time, last_update_time, workspace
        FROM experiments
        WHERE experiment_id = @id AND workspace = @workspace
        """
    );

    private static readonly Sql ByName = new(
        """
        SELECT experiment_id, name, artifact_location, lifecycle_stage, creation_time, last_update_time, workspace
        FROM experiments
        WHERE name = @name AND workspace = @workspace
        """
    );

    private static readonly Sql TagsOf = new(
        """
        SELECT experiment_id, key, value
        FROM experiment_tags
        WHERE experiment_id {in numbers @ids}
        """
    );

    private static readonly Sql Insert = new(
        """
        INSERT INTO experiments (name, artifact_location, lifecycle_stage, creation_time, last_update_time, workspace)
        VALUES (@name, @location, 'active', @now, @now, @workspace)
        RETURNING experiment_id
        """
    );

    private static readonly Sql InsertDefault = new(
        """
        INSERT INTO experiments (experiment_id, name, artifact_location, lifecycle_stage, creation_time, last_update_time, workspace)
        SELECT 0, 'Default', @location, 'active', @now, @now, @workspace
        WHERE NOT EXISTS (SELECT 1 FROM experiments WHERE experiment_id = 0)
        ON CONFLICT DO NOTHING
        """
    );

    private static readonly Sql InsertWorkspace = new(
        """
        INSERT INTO workspaces (name, description)
        VALUES (@workspace, 'Default workspace for legacy resources')
        ON CONFLICT (name) DO NOTHING
        """
    );

    private static readonly Sql SetLocation = new("UPDATE experiments SET artifact_location = @location WHERE experiment_id = @id");

    private static readonly Sql Rename = new("UPDATE experiments SET name = @name, last_update_time = @now WHERE experiment_id = @id");

    private static readonly Sql SetStage = new(
        """
        UPDATE experiments
        SET lifecycle_stage = @stage, last_update_time = @now
        WHERE experiment_id = @id AND lifecycle_stage <> @stage
        """
    );

    private static readonly Sql DeleteRuns = new(
        """
        UPDATE runs
        SET lifecycle_stage = 'deleted', deleted_time = @now
        WHERE experiment_id = @id AND lifecycle_stage = 'active'
        """
    );

    private static readonly Sql RestoreRuns = new(
        "UPDATE runs SET lifecycle_stage = 'active', deleted_time = NULL WHERE experiment_id = @id AND lifecycle_stage = 'deleted'"
    );

    private static readonly Sql PutTag = new(
        """
        INSERT INTO experiment_tags (key, value, experiment_id)
        VALUES (@key, @value, @id)
        ON CONFLICT (key, experiment_id) DO UPDATE SET value = excluded.value
        """
    );

    private static readonly Sql CountTags = new(
        "SELECT count(*) FROM experiment_tags WHERE experiment_id = @id AND key <> @key AND substr(key, 1, length(@prefix)) = @prefix"
    );

    private static readonly Sql DeleteTag = new("DELETE FROM experiment_tags WHERE experiment_id = @id AND key = @key");

    private static readonly Sql Forget = new("DELETE FROM experiments WHERE experiment_id = @id");

    private static readonly Sql ForgetTags = new("DELETE FROM experiment_tags WHERE experiment_id = @id");

    private static readonly BulkInsert InsertTags = new(
        "experiment_tags",
        [new Column("key", ColumnType.Text), new Column("value", ColumnType.Text), new Column("experiment_id", ColumnType.Integer)]
    );

    /// <summary>An experiment without its tags, or null.</summary>
    public ValueTask<ExperimentRow?> FindAsync(long id, CancellationToken cancelled) =>
        tracking.ReadAsync(
            session => session.FirstAsync(ById, Read, ("id", id), ("workspace", EffectivePermissions.DefaultWorkspace)),
            cancelled
        );

    /// <summary>The experiment of a name, deleted ones too, without its tags, or null.</summary>
    public ValueTask<ExperimentRow?> FindAsync(string name, CancellationToken cancelled) =>
        tracking.ReadAsync(
            session => session.FirstAsync(ByName, Read, ("name", name), ("workspace", EffectivePermissions.DefaultWorkspace)),
            cancelled
        );

    /// <summary>Reads the tags of experiments into them.</summary>
    public ValueTask<bool> AddTagsAsync(IReadOnlyList<ExperimentRow> experiments, CancellationToken cancelled) =>
        tracking.ReadAsync(session => AddTagsAsync(session, experiments), cancelled);

    /// <summary>A page of a search, tags included, and the token of the next.</summary>
    public ValueTask<(List<ExperimentRow> Experiments, string? Next)> SearchAsync(
        ExperimentSearch search,
        ViewType view,
        VisibleIds visible,
        CancellationToken cancelled
    )
    {
        var sql = new SqlBuilder(tracking.Dialect);
        sql.Add("SELECT e.experiment_id, e.name, e.artifact_location, e.lifecycle_stage, e.creation_time, e.last_update_time, e.workspace");
        search.WriteFrom(sql, view, visible, EffectivePermissions.DefaultWorkspace);
        var statement = sql.Build();
        return tracking.ReadAsync(
            async session =>
            {
                var found = await session.QueryAsync(statement, Read, sql.Parameters);
                var next = search.NextToken(found.Count);
                if (found.Count > search.MaxResults)
                {
                    found.RemoveAt(found.Count - 1);
                }
                await AddTagsAsync(session, found);
                return (found, next);
            },
            cancelled
        );
    }

    /// <summary>Makes an experiment.</summary>
    /// <param name="name">Its name, unique in the workspace, deleted experiments included.</param>
    /// <param name="location">Gives the artifact location for the new id.</param>
    /// <param name="tags">Its tags.</param>
    /// <param name="now">Milliseconds since the epoch.</param>
    /// <param name="cancelled">Fires when the caller has gone.</param>
    /// <returns>The id.</returns>
    /// <exception cref="DuplicateKeyException">The name is taken, or a tag's key stands twice.</exception>
    public ValueTask<long> CreateAsync(
        string name,
        Func<long, string> location,
        IReadOnlyList<TagRow> tags,
        long now,
        CancellationToken cancelled
    ) =>
        tracking.WriteAsync(
            async session =>
            {
                var id = await session.FirstAsync(
                    Insert,
                    static row => row.Int64(0),
                    ("name", name),
                    ("location", ""),
                    ("now", now),
                    ("workspace", EffectivePermissions.DefaultWorkspace)
                );
                await session.ExecuteAsync(SetLocation, ("location", location(id)), ("id", id));
                await session.InsertAsync(InsertTags, [.. tags.Select(tag => new object?[] { tag.Key, tag.Value, id })]);
                return id;
            },
            cancelled
        );

    /// <summary>Makes experiment 0 and the default workspace where they are missing; a deleted experiment 0 stays deleted.</summary>
    public ValueTask CreateDefaultAsync(string location, long now) =>
        tracking.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(InsertWorkspace, ("workspace", EffectivePermissions.DefaultWorkspace));
                await session.ExecuteAsync(
                    InsertDefault,
                    ("location", location),
                    ("now", now),
                    ("workspace", EffectivePermissions.DefaultWorkspace)
                );
            },
            CancellationToken.None
        );

    /// <summary>Removes an experiment that was just made and that nobody has seen.</summary>
    public ValueTask ForgetAsync(long id) =>
        tracking.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(ForgetTags, ("id", id));
                await session.ExecuteAsync(Forget, ("id", id));
            },
            CancellationToken.None
        );

    /// <summary>Renames an experiment.</summary>
    /// <exception cref="DuplicateKeyException">The name is taken.</exception>
    public ValueTask<int> RenameAsync(long id, string name, long now, CancellationToken cancelled) =>
        tracking.WriteAsync(session => session.ExecuteAsync(Rename, ("name", name), ("now", now), ("id", id)), cancelled);

    /// <summary>Deletes an experiment and its runs.</summary>
    /// <returns>False when it was deleted already.</returns>
    public ValueTask<bool> DeleteAsync(long id, long now, CancellationToken cancelled) =>
        SetStageAsync(id, Lifecycle.Deleted, now, session => session.ExecuteAsync(DeleteRuns, ("now", now), ("id", id)), cancelled);

    /// <summary>Restores an experiment and its runs.</summary>
    /// <returns>False when it wasn't deleted.</returns>
    public ValueTask<bool> RestoreAsync(long id, long now, CancellationToken cancelled) =>
        SetStageAsync(id, Lifecycle.Active, now, session => session.ExecuteAsync(RestoreRuns, ("id", id)), cancelled);

    /// <summary>Sets a tag, unless that makes too many keys with a prefix.</summary>
    /// <param name="id">The experiment.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="limited">A prefix of keys that are limited, and how many there may be; null when the key isn't of that kind.</param>
    /// <param name="cancelled">Fires when the caller has gone.</param>
    /// <returns>False when there would be too many.</returns>
    public ValueTask<bool> SetTagAsync(long id, TagRow tag, (string Prefix, int Most)? limited, CancellationToken cancelled) =>
        tracking.WriteAsync(
            async session =>
            {
                if (limited is var (prefix, most))
                {
                    var others = await session.FirstAsync(
                        CountTags,
                        static row => row.Int64(0),
                        ("id", id),
                        ("key", tag.Key),
                        ("prefix", prefix)
                    );
                    if (others >= most)
                    {
                        return false;
                    }
                }
                await session.ExecuteAsync(PutTag, ("key", tag.Key), ("value", tag.Value), ("id", id));
                return true;
            },
            cancelled
        );

    /// <summary>Deletes a tag.</summary>
    /// <returns>False when there is none of this key.</returns>
    public async ValueTask<bool> DeleteTagAsync(long id, string key, CancellationToken cancelled) =>
        await tracking.WriteAsync(session => session.ExecuteAsync(DeleteTag, ("id", id), ("key", key)), cancelled) > 0;

    private ValueTask<bool> SetStageAsync(
        long id,
        string stage,
        long now,
        Func<Session, ValueTask<int>> changeRuns,
        CancellationToken cancelled
    ) =>
        tracking.WriteAsync(
            async session =>
            {
                var changed = await session.ExecuteAsync(SetStage, ("stage", stage), ("now", now), ("id", id));
                if (changed > 0)
                {
                    await changeRuns(session);
                }
                return changed > 0;
            },
            cancelled
        );

    private static async ValueTask<bool> AddTagsAsync(Session session, IReadOnlyList<ExperimentRow> experiments)
    {
        var ids = experiments.Select(experiment => experiment.Id).ToArray();
        var rows = await session.QueryAsync(
            TagsOf,
            static row => (Id: row.Int64(0), Tag: new TagRow(row.Text(1), row.TextOrNull(2))),
            ("ids", ids)
        );
        var byId = rows.ToLookup(row => row.Id, row => row.Tag);
        foreach (var experiment in experiments)
        {
            experiment.Tags = [.. byId[experiment.Id]];
        }
        return true;
    }

    private static ExperimentRow Read(Row row) =>
        new(
            row.Int64(0),
            row.Text(1),
            row.TextOrNull(2),
            row.TextOrNull(3) ?? Lifecycle.Active,
            row.Int64OrNull(4),
            row.Int64OrNull(5),
            row.Text(6)
        );
}
