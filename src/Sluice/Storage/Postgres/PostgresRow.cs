using Npgsql;

namespace Sluice.Storage.Postgres;

/// <summary>The current row of one result of the driver's reader.</summary>
internal sealed class PostgresRow(NpgsqlDataReader reader, NameCache names) : Row
{
    private readonly byte[] name = new byte[NameCache.Longest + 1];
    private readonly Width[] widths = new Width[reader.FieldCount];

    private enum Width : byte
    {
        Unknown,
        Narrow,
        Wide,
    }

    /// <inheritdoc/>
    public override string Text(int column) => reader.GetString(column);

    /// <inheritdoc/>
    public override string Name(int column)
    {
        var length = (int)reader.GetBytes(column, 0, name, 0, name.Length);
        return length <= NameCache.Longest ? names.Text(name.AsSpan(0, length)) : Text(column);
    }

    /// <inheritdoc/>
    public override long Int64(int column)
    {
        // The driver reads a 32-bit column as nothing else.
        if (widths[column] == Width.Unknown)
        {
            widths[column] = reader.GetFieldType(column) == typeof(int) ? Width.Narrow : Width.Wide;
        }
        return widths[column] == Width.Narrow ? reader.GetInt32(column) : reader.GetInt64(column);
    }

    /// <inheritdoc/>
    public override double Double(int column) => reader.GetDouble(column);

    /// <inheritdoc/>
    public override bool Bool(int column) => reader.GetBoolean(column);

    /// <inheritdoc/>
    protected override bool IsNull(int column) => reader.IsDBNull(column);
}
