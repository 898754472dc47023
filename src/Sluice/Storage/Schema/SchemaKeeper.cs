namespace Sluice.Storage.Schema;

/// <summary>
/// Makes MLflow's tables in an empty database, in one transaction, and refuses any other state than "empty" and "as this version
/// needs it". Several servers may start on one database at once: they take turns (PostgreSQL: an advisory lock; SQLite: its writer's lock).
/// </summary>
internal static class SchemaKeeper
{
    private static readonly SchemaScript TakeTurn = SchemaScript.Of("SELECT pg_advisory_xact_lock(7305817046)");

    private static readonly Sql SqlitePresent = new(
        "SELECT name FROM sqlite_master WHERE type IN ('table', 'index') AND name {in texts @names}"
    );

    private static readonly Sql PostgresPresent = new("SELECT name FROM unnest(@names) AS name WHERE to_regclass(name) IS NOT NULL");

    private static readonly Sql MayCreate = new("SELECT coalesce(has_schema_privilege(current_schema(), 'CREATE'), false)");

    private static readonly Sql MayCreateSchema = new("SELECT has_database_privilege(current_database(), 'CREATE'), current_user::text");

    private static readonly Sql CreateOwnSchema = new(
        "DO $do$ BEGIN EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I AUTHORIZATION CURRENT_USER', current_user); END $do$"
    );

    private static readonly Sql MayIndex = new(
        """
        SELECT pg_has_role(relowner, 'USAGE') AND has_schema_privilege(relnamespace, 'CREATE') FROM pg_class
        WHERE oid = to_regclass(@table)
        """
    );

    /// <summary>Checks the tables, makes them in an empty database, and makes Sluice's own where they are missing.</summary>
    /// <param name="database">The database.</param>
    /// <param name="schema">The schema that it must hold.</param>
    /// <param name="say">Gets sentences for the start's output.</param>
    /// <returns>Whether all of Sluice's own indexes are there.</returns>
    /// <exception cref="SchemaRefusedException">The tables are of another version or can't be made.</exception>
    public static async ValueTask<bool> EnsureAsync(Database database, SchemaDefinition schema, Action<string> say)
    {
        var isIndexed = await database.WriteAsync(session => EnsureAsync(session, schema, say), CancellationToken.None);
        database.Adopt();
        return isIndexed;
    }

    private static async ValueTask<bool> EnsureAsync(Session session, SchemaDefinition schema, Action<string> say)
    {
        if (session.Dialect == Dialect.Postgres)
        {
            await session.RunAsync(TakeTurn);
        }
        var present = await PresentAsync(session, schema.Tables);
        if (present.Count == 0)
        {
            await MakeRoomAsync(session, say);
            await session.RunAsync(schema.Script(session.Dialect));
            say($"Made the {schema.Name} tables.");
        }
        else
        {
            var stamps = present.Exists(table => table.StartsWith("alembic_version", StringComparison.Ordinal))
                ? await session.QueryAsync(schema.StampQuery, static row => row.Text(0))
                : [];
            Check(schema, present, stamps);
        }
        if (schema.Own is { } own && (await PresentAsync(session, own.Tables)).Count < own.Tables.Length)
        {
            await session.RunAsync(own);
        }
        return await MakeIndexesAsync(session, schema.Indexes, say, ofEmptyTables: present.Count == 0);
    }

    private static async ValueTask<bool> MakeIndexesAsync(
        Session session,
        IReadOnlyList<OwnIndex> indexes,
        Action<string> say,
        bool ofEmptyTables
    )
    {
        var present = await PresentAsync(session, [.. indexes.Select(static index => index.Name)]);
        var isIndexed = true;
        foreach (var index in indexes.Where(index => !present.Contains(index.Name)))
        {
            var create = index.On(session.Dialect);
            if (!await MayIndexAsync(session, index.Table))
            {
                say(
                    $"Searches are slower without an index that this user may not make. Run as the owner of {index.Table}: "
                        + $"{create.Text};"
                );
                isIndexed = false;
                continue;
            }
            if (!ofEmptyTables)
            {
                say($"Making the index {index.Name} on {index.Table}. With millions of rows this takes minutes.");
            }
            await session.RunAsync(create);
        }
        return isIndexed;
    }

    private static ValueTask<List<string>> PresentAsync(Session session, string[] names) =>
        session.QueryAsync(
            session.Dialect == Dialect.Sqlite ? SqlitePresent : PostgresPresent,
            static row => row.Text(0),
            ("names", names)
        );

    private static async ValueTask<bool> MayIndexAsync(Session session, string table) =>
        session.Dialect == Dialect.Sqlite || await session.FirstAsync(MayIndex, static row => row.Bool(0), ("table", table));

    private static void Check(SchemaDefinition schema, List<string> present, List<string> stamps)
    {
        var found =
            stamps.Count == 1 ? stamps[0]
            : stamps.Count == 0 ? "None"
            : string.Join(", ", stamps);
        if (found != schema.Stamp)
        {
            throw new SchemaRefusedException(
                $"Detected out-of-date database schema (found version {found}, but expected {schema.Stamp}) in the {schema.Name} database. "
                    + "Nothing was changed. Take a backup, then upgrade it with MLflow 3.17: "
                    + $"'{schema.Upgrade}'. A database of a later release is not served."
            );
        }
        if (present.Count < schema.Tables.Length)
        {
            var missing = schema.Tables.Except(present).Order(StringComparer.Ordinal).ToList();
            throw new SchemaRefusedException(
                $"The {schema.Name} database states version {found}, but {missing.Count} of its tables are missing, {missing[0]} among them. "
                    + "Nothing was changed. Restore it from a backup, or name an empty database."
            );
        }
    }

    private static async ValueTask MakeRoomAsync(Session session, Action<string> say)
    {
        if (session.Dialect == Dialect.Sqlite || await session.FirstAsync(MayCreate, static row => row.Bool(0)))
        {
            return;
        }
        var (allowed, user) = await session.FirstAsync(MayCreateSchema, static row => (row.Bool(0), row.Text(1)));
        if (!allowed)
        {
            throw new SchemaRefusedException(
                $"The user {user} may neither create tables in the database's schema nor a schema of his own. Run as its owner: "
                    + $"GRANT CREATE ON DATABASE <name> TO {user};"
            );
        }
        await session.ExecuteAsync(CreateOwnSchema);
        say($"The tables go into the schema {user}, since schema public takes none from this user.");
    }
}

/// <summary>A database's tables are not those that this version serves; nothing was changed. The message says what to do.</summary>
internal sealed class SchemaRefusedException(string message) : Exception(message);
