using Npgsql;

namespace Sluice.Storage.Postgres;

/// <summary>The current row of the driver's reader.</summary>
internal sealed class PostgresRow(NpgsqlDataReader reader) : Row
{
    /// <inheritdoc/>
    public override string Text(int column) => reader.GetString(column);

    /// <inheritdoc/>
    public override long Int64(int column) =>
        // The driver reads a 32-bit column as nothing else.
        reader.GetFieldType(column) == typeof(int)
            ? reader.GetInt32(column)
            : reader.GetInt64(column);

    /// <inheritdoc/>
    public override double Double(int column) => reader.GetDouble(column);

    /// <inheritdoc/>
    public override bool Bool(int column) => reader.GetBoolean(column);

    /// <inheritdoc/>
    protected override bool IsNull(int column) => reader.IsDBNull(column);
}
