namespace Sluice.Storage.Schema;

/// <summary>
/// Makes MLflow's tables in an empty database, in one transaction, and refuses any other state than "empty" and "as this version
/// needs it". Several servers may start on one database at once: they take turns (PostgreSQL: an advisory lock; SQLite: its writer's lock).
/// </summary>
internal static class SchemaKeeper
{
    private static readonly Sql Lock = new("SELECT pg_advisory_xact_lock(7305817046)");

    private static readonly Sql SqliteTables = new("SELECT name FROM sqlite_master WHERE type = 'table' AND name {in texts @names}");

    private static readonly Sql PostgresTables = new("SELECT name FROM unnest(@names) AS name WHERE to_regclass(name) IS NOT NULL");

    private static readonly Sql MayCreate = new("SELECT coalesce(has_schema_privilege(current_schema(), 'CREATE'), false)");

    private static readonly Sql MayCreateSchema = new("SELECT has_database_privilege(current_database(), 'CREATE'), current_user::text");

    private static readonly Sql CreateOwnSchema = new(
        "DO $do$ BEGIN EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I AUTHORIZATION CURRENT_USER', current_user); END $do$"
    );

    /// <summary>Checks the tables, makes them in an empty database, and makes Sluice's own where they are missing.</summary>
    /// <param name="database">The database.</param>
    /// <param name="schema">The schema that it must hold.</param>
    /// <returns>Sentences for the start's output; empty when nothing is worth saying.</returns>
    /// <exception cref="SchemaRefusedException">The tables are of another version or can't be made.</exception>
    public static async ValueTask<List<string>> EnsureAsync(Database database, SchemaDefinition schema)
    {
        var notices = await database.WriteAsync(session => EnsureAsync(session, schema), CancellationToken.None);
        database.Adopt();
        return notices;
    }

    private static async ValueTask<List<string>> EnsureAsync(Session session, SchemaDefinition schema)
    {
        var notices = new List<string>();
        if (session.Dialect == Dialect.Postgres)
        {
            await session.FirstAsync(Lock, static _ => true);
        }
        var present = await session.QueryAsync(
            session.Dialect == Dialect.Sqlite ? SqliteTables : PostgresTables,
            static row => row.Text(0),
            ("names", schema.Tables)
        );
        if (present.Count == 0)
        {
            await MakeRoomAsync(session, notices);
            await session.RunAsync(schema.Script(session.Dialect));
            notices.Add($"Made the {schema.Name} tables.");
        }
        else
        {
            var stamps = present.Exists(table => table.StartsWith("alembic_version", StringComparison.Ordinal))
                ? await session.QueryAsync(schema.StampQuery, static row => row.Text(0))
                : [];
            Check(schema, present, stamps);
        }
        await session.RunAsync(schema.Own);
        return notices;
    }

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

    private static async ValueTask MakeRoomAsync(Session session, List<string> notices)
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
        notices.Add($"The tables go into the schema {user}, since schema public takes none from this user.");
    }
}
