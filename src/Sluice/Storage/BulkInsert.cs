using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Sluice.Storage;

/// <summary>The type of an inserted column: it names the array type that PostgreSQL unnests.</summary>
internal enum ColumnType
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>64-bit integer.</summary>
    Integer,

    /// <summary>Double.</summary>
    Real,

    /// <summary>Boolean.</summary>
    Boolean,
}

/// <summary>A column of a <see cref="BulkInsert"/>.</summary>
internal readonly struct Column([ConstantExpected] string name, ColumnType type)
{
    /// <summary>The column's name as SQL spells it.</summary>
    public string Name { get; } = name;

    /// <summary>Its type.</summary>
    public ColumnType Type { get; } = type;
}

/// <summary>
/// Insertion of many rows into one table. On PostgreSQL it is one statement over <c>unnest</c>, on SQLite a prepared statement that
/// runs once a row.
/// </summary>
internal sealed class BulkInsert
{
    /// <param name="table">The table.</param>
    /// <param name="columns">Its columns, in the order of the rows' values.</param>
    /// <param name="conflict">The <c>ON CONFLICT</c> clause, or nothing.</param>
    public BulkInsert([ConstantExpected] string table, Column[] columns, [ConstantExpected] string conflict = "")
    {
        Columns = columns;
        var names = string.Join(", ", columns.Select(c => c.Name));
        var values = new StringBuilder();
        var arrays = new StringBuilder();
        for (var i = 0; i < columns.Length; i++)
        {
            var comma = i == 0 ? "" : ", ";
            values.Append(comma).Append("@p").Append(i);
            arrays.Append(comma).Append('$').Append(i + 1).Append(ArrayType(columns[i].Type));
        }
        Sqlite = $"INSERT INTO {table} ({names}) VALUES ({values}) {conflict}";
        Postgres = $"INSERT INTO {table} ({names}) SELECT * FROM unnest({arrays}) {conflict}";
        Names = [.. Enumerable.Range(0, columns.Length).Select(i => $"@p{i}")];
    }

    /// <summary>The columns, in the order of the rows' values.</summary>
    public Column[] Columns { get; }

    /// <summary>The statement for one row.</summary>
    public string Sqlite { get; }

    /// <summary>The statement for all rows.</summary>
    public string Postgres { get; }

    /// <summary>Names of SQLite's parameters.</summary>
    public string[] Names { get; }

    private static string ArrayType(ColumnType type) =>
        type switch
        {
            ColumnType.Text => "::text[]",
            ColumnType.Integer => "::bigint[]",
            ColumnType.Real => "::double precision[]",
            ColumnType.Boolean => "::boolean[]",
            _ => throw new ArgumentOutOfRangeException(nameof(type)),
        };
}
