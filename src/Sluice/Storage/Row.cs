using System.Data.Common;
using Npgsql;

namespace Sluice.Storage;

/// <summary>The current row of a result, read by position. Valid only while the reading function runs.</summary>
internal readonly struct Row(DbDataReader reader)
{
    /// <summary>Text that is never NULL.</summary>
    public string Text(int column) => reader.GetString(column);

    /// <summary>Text, or null for NULL.</summary>
    public string? TextOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    /// <summary>A 64-bit integer that is never NULL (narrower columns are widened).</summary>
    public long Int64(int column) => IsNarrow(column) ? reader.GetInt32(column) : reader.GetInt64(column);

    /// <summary>A 64-bit integer, or null for NULL.</summary>
    public long? Int64OrNull(int column) => reader.IsDBNull(column) ? null : Int64(column);

    /// <summary>A double that is never NULL.</summary>
    public double Double(int column) => reader.GetDouble(column);

    /// <summary>A boolean that is never NULL.</summary>
    public bool Bool(int column) => reader.GetBoolean(column);

    /// <summary>PostgreSQL's driver reads a 32-bit column as nothing else.</summary>
    private bool IsNarrow(int column) => reader is NpgsqlDataReader && reader.GetFieldType(column) == typeof(int);
}
