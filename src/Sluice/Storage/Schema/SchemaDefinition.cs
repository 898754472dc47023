namespace Sluice.Storage.Schema;

/// <summary>
/// One of MLflow's two schemas (3.17.2): its tables, the stamp that says which revision they are, and the tables and indexes that Sluice
/// keeps beside them. Source: docs/compatibility.md, "Tables".
/// </summary>
internal sealed class SchemaDefinition
{
    private readonly string name;

    private SchemaDefinition(string name, string stamp, Sql stampQuery, string upgrade)
    {
        this.name = name;
        Stamp = stamp;
        StampQuery = stampQuery;
        Upgrade = upgrade;
        Tables = Script(Dialect.Sqlite).Tables;
    }

    /// <summary>Experiments, runs, models, traces and the rest.</summary>
    public static SchemaDefinition Tracking { get; } =
        new("tracking", "dc11669786a5", new Sql("SELECT version_num FROM alembic_version"), "mlflow db upgrade URI")
        {
            Indexes = [OwnIndex.ExperimentTags, OwnIndex.RunsByStart, OwnIndex.ParamValues, OwnIndex.TagValues],
        };

    /// <summary>Users, roles and grants.</summary>
    public static SchemaDefinition Accounts { get; } =
        new(
            "accounts",
            "f1a2b3c4d5e6",
            new Sql("SELECT version_num FROM alembic_version_auth"),
            "python -m mlflow.server.auth db upgrade --url URI"
        )
        {
            Own = SchemaScript.Load("sluice-accounts.sql"),
        };

    /// <summary>What messages call it.</summary>
    public string Name => name;

    /// <summary>The revision of the tables.</summary>
    public string Stamp { get; }

    /// <summary>Reads the revision that a database states.</summary>
    public Sql StampQuery { get; }

    /// <summary>The command of the original that upgrades an older database.</summary>
    public string Upgrade { get; }

    /// <summary>The tables.</summary>
    public string[] Tables { get; }

    /// <summary>Makes Sluice's own tables, which the original ignores, where they are missing; null where there are none.</summary>
    public SchemaScript? Own { get; private init; }

    /// <summary>Sluice's own indexes on the tables.</summary>
    public IReadOnlyList<OwnIndex> Indexes { get; private init; } = [];

    /// <summary>Makes all tables and writes the stamp.</summary>
    public SchemaScript Script(Dialect dialect) =>
        SchemaScript.Load(dialect == Dialect.Sqlite ? $"{name}-sqlite.sql" : $"{name}-postgres.sql");
}
