using Sluice.Protocol;
using Sluice.Python;
using Sluice.Search;
using Sluice.Storage;

namespace Sluice.Tracking.Runs.Search;

/// <summary>
/// The order of runs. It is total: the start, newest first, and the id come last. What is missing comes after everything else in both
/// directions, and NaN just before it. Source: docs/search.md, "Orders".
/// </summary>
internal sealed class RunOrder
{
    /// <summary>SQLite joins 64 tables, and one is the runs.</summary>
    internal const int MaxJoins = 60;

    private readonly List<OrderKey> keys;

    private RunOrder(List<OrderKey> keys) => this.keys = keys;

    /// <summary>Reads the elements of an order.</summary>
    /// <exception cref="MlflowException">One can't be read, or two are on the same.</exception>
    public static RunOrder Parse(IReadOnlyList<string> orderBy)
    {
        var keys = RunFields.Parser.ParseOrder(orderBy);
        if (keys.DistinctBy(static key => (key.Kind, key.Key)).Count() < keys.Count)
        {
            throw new MlflowException(ErrorCode.InternalError, $"`order_by` contains duplicate fields: {PythonText.Of(orderBy)}");
        }
        var joins = keys.Count(static key => key.Field == null);
        return joins <= MaxJoins
            ? new RunOrder(keys)
            : throw MlflowException.Invalid($"`order_by` has {joins} metrics, params and tags. It may have {MaxJoins}.");
    }

    /// <summary>Writes the joins with what is ordered by, behind <c>FROM runs r</c>.</summary>
    public void WriteJoins(SqlBuilder sql)
    {
        for (var i = 0; i < keys.Count; i++)
        {
            if (keys[i].Field == null)
            {
                Table(sql, keys[i].Kind);
                sql.Number(i).Add(" ON o").Number(i).Add(".run_uuid = r.run_uuid AND o").Number(i).Add(".key = ");
                SqlCompiler.Text(sql, keys[i].Key);
            }
        }
    }

    /// <summary>Writes the ORDER BY.</summary>
    public void Write(SqlBuilder sql)
    {
        sql.Add(" ORDER BY ");
        for (var i = 0; i < keys.Count; i++)
        {
            WriteValue(sql, keys[i], i);
            _ = keys[i].Descending ? sql.Add(" DESC NULLS LAST, ") : sql.Add(" ASC NULLS LAST, ");
        }
        if (!keys.Exists(static key => key.Field?.Name == "start_time"))
        {
            sql.Add("r.start_time DESC NULLS LAST, ");
        }
        sql.Add("r.run_uuid ASC");
    }

    private static void Table(SqlBuilder sql, FieldKind kind) =>
        _ = kind switch
        {
            FieldKind.Metric => sql.Add(" LEFT JOIN latest_metrics o"),
            FieldKind.Param => sql.Add(" LEFT JOIN params o"),
            FieldKind.Tag => sql.Add(" LEFT JOIN tags o"),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

    // Infinity is stored as the largest number, so a real infinity stands behind all that is stored.
    private static void WriteValue(SqlBuilder sql, OrderKey key, int index)
    {
        switch (key)
        {
            case { Field: { } field }:
                field.Column(sql);
                break;
            case { Kind: FieldKind.Metric }:
                sql.Add("CASE WHEN o").Number(index).Add(".is_nan THEN ");
                sql.Value(key.Descending ? double.NegativeInfinity : double.PositiveInfinity);
                sql.Add(" ELSE o").Number(index).Add(".value END");
                break;
            default:
                sql.Add("o").Number(index).Add(".value");
                break;
        }
    }
}
