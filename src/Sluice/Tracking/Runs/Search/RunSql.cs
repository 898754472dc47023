using Sluice.Search;
using Sluice.Storage;

namespace Sluice.Tracking.Runs.Search;

/// <summary>
/// The SQL of conditions on what belongs to a run, which has the alias r. Each is a look-up by the primary key of the other table, run
/// by run, and no join: there may be more conditions than a database joins tables. Source: docs/search.md, "What conditions mean".
/// </summary>
internal static class RunSql
{
    private const string NameTag = "mlflow.runName";
    private const string ContextTag = "mlflow.data.context";

    /// <summary>A condition on the newest value of a metric. NaN differs from everything, and is stored as 0 with a mark.</summary>
    public static void Metric(SqlBuilder sql, Condition condition)
    {
        sql.Add("EXISTS (SELECT 1 FROM latest_metrics m WHERE m.run_uuid = r.run_uuid AND m.key = ");
        SqlCompiler.Text(sql, condition.Key);
        sql.Add(" AND (");
        SqlCompiler.Compare(sql, static column => column.Add("m.value"), condition);
        _ = condition.Comparator == Comparator.NotEqual ? sql.Add(" OR m.is_nan))") : sql.Add(" AND NOT m.is_nan))");
    }

    /// <summary>A condition on a param.</summary>
    public static void Param(SqlBuilder sql, Condition condition)
    {
        _ = condition.Comparator == Comparator.IsNull ? sql.Add("NOT ") : sql;
        sql.Add("EXISTS (SELECT 1 FROM params p WHERE p.run_uuid = r.run_uuid AND p.key = ");
        SqlCompiler.Text(sql, condition.Key);
        CompareValue(sql, static column => column.Add("p.value"), condition);
    }

    /// <summary>A condition on a tag.</summary>
    public static void Tag(SqlBuilder sql, Condition condition) => Tag(sql, condition.Key, condition);

    /// <summary>A condition on the name, which is that of the tag: a run without the tag never matches.</summary>
    public static void Name(SqlBuilder sql, Condition condition) => Tag(sql, NameTag, condition);

    /// <summary>A condition on the name of some dataset.</summary>
    public static void DatasetName(SqlBuilder sql, Condition condition) => Dataset(sql, static column => column.Add("d.name"), condition);

    /// <summary>A condition on the digest of some dataset.</summary>
    public static void DatasetDigest(SqlBuilder sql, Condition condition) =>
        Dataset(sql, static column => column.Add("d.digest"), condition);

    /// <summary>A condition on what some dataset was used for.</summary>
    public static void DatasetContext(SqlBuilder sql, Condition condition)
    {
        sql.Add("EXISTS (SELECT 1 FROM inputs i JOIN input_tags t ON t.input_uuid = i.input_uuid");
        sql.Add(" WHERE i.destination_type = 'RUN' AND i.destination_id = r.run_uuid AND i.source_type = 'DATASET' AND t.name = ");
        SqlCompiler.Text(sql, ContextTag);
        CompareValue(sql, static column => column.Add("t.value"), condition);
    }

    private static void Tag(SqlBuilder sql, string key, Condition condition)
    {
        _ = condition.Comparator == Comparator.IsNull ? sql.Add("NOT ") : sql;
        sql.Add("EXISTS (SELECT 1 FROM tags t WHERE t.run_uuid = r.run_uuid AND t.key = ");
        SqlCompiler.Text(sql, key);
        CompareValue(sql, static column => column.Add("t.value"), condition);
    }

    private static void Dataset(SqlBuilder sql, Action<SqlBuilder> column, Condition condition)
    {
        sql.Add("EXISTS (SELECT 1 FROM inputs i JOIN datasets d ON d.dataset_uuid = i.source_id");
        sql.Add(" WHERE i.destination_type = 'RUN' AND i.destination_id = r.run_uuid AND i.source_type = 'DATASET'");
        CompareValue(sql, column, condition);
    }

    private static void CompareValue(SqlBuilder sql, Action<SqlBuilder> column, Condition condition)
    {
        if (condition.Operand != null)
        {
            sql.Add(" AND ");
            SqlCompiler.Compare(sql, column, condition);
        }
        sql.Add(")");
    }
}
