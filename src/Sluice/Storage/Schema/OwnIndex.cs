using System.Text;

namespace Sluice.Storage.Schema;

/// <summary>
/// An index that Sluice keeps on one of the original's tables, which goes on using its own. Nothing but speed depends on it: where only
/// somebody else may make it, the server starts without it and says so.
/// </summary>
/// <param name="Name">Its name, which begins with <c>sluice_</c>.</param>
/// <param name="Table">The table.</param>
/// <param name="Create">Makes it.</param>
/// <param name="Only">The database that has it; null where both have.</param>
internal sealed record OwnIndex(string Name, string Table, SchemaScript Create, Dialect? Only = null)
{
    /// <summary>
    /// The rows that <see cref="ParamValues"/> and <see cref="TagValues"/> know; a search says it, so that PostgreSQL uses them. An
    /// entry of an index has at most 2704 bytes there, and a key up to 250 characters of up to four bytes.
    /// </summary>
    public const string KnownValues = "octet_length(value) <= 1000";

    private const int MostBytes = 1000;

    /// <summary>Tags of an experiment are read by the experiment; the original's key begins with the tag's name.</summary>
    public static readonly OwnIndex ExperimentTags = new(
        "sluice_experiment_tags_experiment_id",
        "experiment_tags",
        SchemaScript.Of("CREATE INDEX IF NOT EXISTS sluice_experiment_tags_experiment_id ON experiment_tags (experiment_id)")
    );

    /// <summary>Runs of an experiment, newest first, is what every search begins with.</summary>
    public static readonly OwnIndex RunsByStart = new(
        "sluice_runs_experiment_id_start_time",
        "runs",
        SchemaScript.Of("CREATE INDEX IF NOT EXISTS sluice_runs_experiment_id_start_time ON runs (experiment_id, start_time DESC)")
    );

    /// <summary>Runs whose param has a value.</summary>
    public static readonly OwnIndex ParamValues = new(
        "sluice_params_key_value",
        "params",
        SchemaScript.Of("CREATE INDEX IF NOT EXISTS sluice_params_key_value ON params (key, value, run_uuid) WHERE " + KnownValues),
        Dialect.Postgres
    );

    /// <summary>Runs whose tag has a value.</summary>
    public static readonly OwnIndex TagValues = new(
        "sluice_tags_key_value",
        "tags",
        SchemaScript.Of("CREATE INDEX IF NOT EXISTS sluice_tags_key_value ON tags (key, value, run_uuid) WHERE " + KnownValues),
        Dialect.Postgres
    );

    /// <summary>Whether the index of the values, if the database has one, knows every row with this value.</summary>
    public static bool KnowsValue(Dialect dialect, string value) =>
        dialect == Dialect.Postgres && Encoding.UTF8.GetByteCount(value) <= MostBytes;
}
