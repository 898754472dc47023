using Sluice.Protocol;
using Sluice.Search;
using Sluice.Storage;
using Sluice.Storage.Schema;

namespace Sluice.Tracking.Runs.Search;

/// <summary>
/// The SQL of conditions that params and tags equal a value, looked up in the index of the values: all runs of the database that have the
/// value are read. Where these are few, that costs less than to look for the value in one run after the other (<see cref="RunSql"/>).
/// </summary>
internal static class RunsByKey
{
    /// <summary>Each further condition reads as much as the first, and finds less.</summary>
    private const int Most = 4;

    /// <summary>The conditions of a filter that can be looked up so; the first four.</summary>
    public static IReadOnlyList<Condition> Candidates(Expression filter) => [.. filter.Conditions.Where(IsKnown).Take(Most)];

    /// <summary>Writes a subquery that counts the runs that meet a condition, no further than to a limit.</summary>
    /// <exception cref="MlflowException">The database can't take a value.</exception>
    public static void WriteCount(SqlBuilder sql, Condition condition, int limit)
    {
        sql.Add("(SELECT count(*) FROM (");
        WriteRuns(sql, condition);
        sql.Add(" LIMIT ").Number(limit).Add(") c)");
    }

    /// <summary>Writes <c> AND …</c> for some candidates, if there are any; the run has the alias r.</summary>
    /// <exception cref="MlflowException">The database can't take a value.</exception>
    public static void Write(SqlBuilder sql, IReadOnlyList<Condition> candidates)
    {
        if (candidates.Count == 0)
        {
            return;
        }
        sql.Add(" AND r.run_uuid IN (");
        for (var i = 0; i < candidates.Count; i++)
        {
            _ = i == 0 ? sql : sql.Add(" INTERSECT ");
            WriteRuns(sql, candidates[i]);
        }
        sql.Add(")");
    }

    private static void WriteRuns(SqlBuilder sql, Condition condition)
    {
        _ =
            condition.Field.Kind == FieldKind.Param
                ? sql.Add("SELECT run_uuid FROM params WHERE key = ")
                : sql.Add("SELECT run_uuid FROM tags WHERE key = ");
        SqlCompiler.Text(sql, condition.Key);
        sql.Add(" AND ");
        SqlCompiler.Compare(sql, static column => column.Add("value"), condition);
        sql.Add(" AND " + OwnIndex.KnownValues);
    }

    private static bool IsKnown(Condition condition) =>
        condition
            is { Comparator: Comparator.Equal, Field.Kind: FieldKind.Param or FieldKind.Tag, Operand: TextOperand { Value: var value } }
        && OwnIndex.Knows(condition.Key, value);
}
