namespace Sluice.Storage.Schema;

/// <summary>
/// An index that Sluice keeps on one of the original's tables, which goes on using its own. Nothing but speed depends on it: where only
/// somebody else may make it, the server starts without it and says so.
/// </summary>
/// <param name="Name">Its name, which begins with <c>sluice_</c>.</param>
/// <param name="Table">The table.</param>
/// <param name="Sqlite">Makes it on SQLite.</param>
/// <param name="Postgres">Makes it on PostgreSQL.</param>
internal sealed record OwnIndex(string Name, string Table, SchemaScript Sqlite, SchemaScript Postgres)
{
    /// <summary>
    /// The rows that <see cref="ParamValues"/> and <see cref="TagValues"/> know; a search says it, so that the database uses them. An entry
    /// of PostgreSQL's indexes has at most 2704 bytes, and of these a key takes up to 1000: 250 characters of four bytes.
    /// </summary>
    public const string KnownValues = "length(value) <= 250";

    internal const int MostCharacters = 250;

    /// <summary>Tags of an experiment are read by the experiment; the original's key begins with the tag's name.</summary>
    public static readonly OwnIndex ExperimentTags = OnBoth(
        "sluice_experiment_tags_experiment_id",
        "experiment_tags",
        SchemaScript.Of("CREATE INDEX IF NOT EXISTS sluice_experiment_tags_experiment_id ON experiment_tags (experiment_id)")
    );

    /// <summary>
    /// Runs of an experiment, newest first, in exactly the order that a search has without a wish: the first page reads no more runs than
    /// it shows. It holds what the first look at a run needs. NULL comes last in a descending order of SQLite, and first in PostgreSQL's.
    /// </summary>
    public static readonly OwnIndex RunsByStart = new(
        "sluice_runs_by_start",
        "runs",
        SchemaScript.Of(
            "CREATE INDEX IF NOT EXISTS sluice_runs_by_start ON runs (experiment_id, start_time DESC, run_uuid, lifecycle_stage)"
        ),
        SchemaScript.Of(
            "CREATE INDEX IF NOT EXISTS sluice_runs_by_start"
                + " ON runs (experiment_id, start_time DESC NULLS LAST, run_uuid, lifecycle_stage)"
        )
    );

    /// <summary>Runs whose param has a value.</summary>
    public static readonly OwnIndex ParamValues = OnBoth(
        "sluice_params_by_value",
        "params",
        SchemaScript.Of("CREATE INDEX IF NOT EXISTS sluice_params_by_value ON params (key, value, run_uuid) WHERE " + KnownValues)
    );

    /// <summary>Runs whose tag has a value.</summary>
    public static readonly OwnIndex TagValues = OnBoth(
        "sluice_tags_by_value",
        "tags",
        SchemaScript.Of("CREATE INDEX IF NOT EXISTS sluice_tags_by_value ON tags (key, value, run_uuid) WHERE " + KnownValues)
    );

    /// <summary>What makes it on a database.</summary>
    public SchemaScript On(Dialect dialect) => dialect == Dialect.Sqlite ? Sqlite : Postgres;

    /// <summary>Whether the indexes of the values know every row with this key and value; no row has a longer key.</summary>
    public static bool Knows(string key, string value) => key.Length <= MostCharacters && value.Length <= MostCharacters;

    private static OwnIndex OnBoth(string name, string table, SchemaScript create) => new(name, table, create, create);
}
