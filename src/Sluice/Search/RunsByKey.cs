using Sluice.Protocol;
using Sluice.Storage;
using Sluice.Storage.Schema;

namespace Sluice.Search;

/// <summary>
/// The SQL of conditions that params and tags equal a value, looked up together: for each, all runs of the database that have the value
/// are read. Where a search is about most of them, that costs less than to look for each run (<see cref="RunSql"/>).
/// </summary>
internal static class RunsByKey
{
    /// <summary>Each further condition reads as much as the first, and finds less.</summary>
    private const int Most = 4;

    /// <summary>The conditions of a filter that are looked up together, and the rest.</summary>
    /// <returns>Two to four conditions; or none, because of one alone the database knows what costs least.</returns>
    public static (IReadOnlyList<Condition> Together, Expression Others) Split(Expression filter)
    {
        var together = new List<Condition>();
        var others = new List<Condition>();
        foreach (var condition in filter.Conditions)
        {
            (IsEquality(condition) && together.Count < Most ? together : others).Add(condition);
        }
        return together.Count < 2 ? ([], filter) : (together, new Expression(others));
    }

    /// <summary>Writes <c> AND …</c> for the conditions, if there are any; the run has the alias r.</summary>
    /// <exception cref="MlflowException">The database can't take a value.</exception>
    public static void Write(SqlBuilder sql, IReadOnlyList<Condition> together)
    {
        if (together.Count == 0)
        {
            return;
        }
        sql.Add(" AND r.run_uuid IN (");
        for (var i = 0; i < together.Count; i++)
        {
            _ = i == 0 ? sql : sql.Add(" INTERSECT ");
            _ =
                together[i].Field.Kind == FieldKind.Param
                    ? sql.Add("SELECT p.run_uuid FROM params p WHERE p.key = ")
                    : sql.Add("SELECT p.run_uuid FROM tags p WHERE p.key = ");
            SqlCompiler.Text(sql, together[i].Key);
            sql.Add(" AND ");
            SqlCompiler.Compare(sql, static column => column.Add("p.value"), together[i]);
            if (together[i].Operand is TextOperand operand && OwnIndex.KnowsValue(sql.Dialect, operand.Value))
            {
                sql.Add(" AND " + OwnIndex.KnownValues);
            }
        }
        sql.Add(")");
    }

    private static bool IsEquality(Condition condition) =>
        condition is { Comparator: Comparator.Equal, Field.Kind: FieldKind.Param or FieldKind.Tag };
}
