using System.Buffers;
using System.Text;
using System.Text.Json;
using SQLitePCL;

namespace Sluice.Storage.Sqlite;

/// <summary>A prepared statement and, while it runs, its current row. Used by one thread at a time.</summary>
internal sealed class SqliteStatement : Row, IDisposable
{
    private readonly sqlite3 connection;
    private readonly sqlite3_stmt statement;
    private readonly nint columns;
    private readonly NameCache names;

    /// <summary>Prepares a statement.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="text">The statement; it comes from <see cref="Sql"/>, <see cref="BulkInsert"/> or the program's own constants.</param>
    /// <param name="names">Short texts of the connection's rows.</param>
    public SqliteStatement(sqlite3 connection, string text, NameCache names)
    {
        this.connection = connection;
        this.names = names;
        if (raw.sqlite3_prepare_v3(connection, text, raw.SQLITE_PREPARE_PERSISTENT, out statement) != raw.SQLITE_OK)
        {
            throw SqliteErrors.Of(connection);
        }
        columns = statement.DangerousGetHandle();
    }

    /// <summary>Gives the value of a parameter, counted from 1 in the order of its first appearance.</summary>
    public void Bind(int index, object? value)
    {
        var result = value switch
        {
            null => raw.sqlite3_bind_null(statement, index),
            string text => BindText(index, text),
            long number => raw.sqlite3_bind_int64(statement, index, number),
            int number => raw.sqlite3_bind_int64(statement, index, number),
            double number => raw.sqlite3_bind_double(statement, index, number),
            bool truth => raw.sqlite3_bind_int(statement, index, truth ? 1 : 0),
            string[] texts => BindJson(index, texts, static (writer, text) => writer.WriteStringValue(text)),
            long[] numbers => BindJson(index, numbers, static (writer, number) => writer.WriteNumberValue(number)),
            _ => throw new ArgumentException($"a parameter can't be a {value.GetType()}"),
        };
        if (result != raw.SQLITE_OK)
        {
            throw SqliteErrors.Of(connection);
        }
    }

    /// <summary>Goes to the next row.</summary>
    /// <returns>False when there is none.</returns>
    public bool Step() =>
        raw.sqlite3_step(statement) switch
        {
            raw.SQLITE_ROW => true,
            raw.SQLITE_DONE => false,
            _ => throw SqliteErrors.Of(connection),
        };

    /// <summary>Ends the run, so that the statement can run again and holds no lock.</summary>
    public void Reset() => raw.sqlite3_reset(statement);

    /// <inheritdoc/>
    public override string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    /// <inheritdoc/>
    public override string Name(int column) => names.Text(Bytes(column));

    /// <inheritdoc/>
    public override long Int64(int column) => SqliteColumn.Int64(columns, column);

    /// <inheritdoc/>
    public override double Double(int column) => SqliteColumn.Double(columns, column);

    /// <inheritdoc/>
    public override bool Bool(int column) => SqliteColumn.Int64(columns, column) != 0;

    /// <inheritdoc/>
    public void Dispose() => statement.Dispose();

    /// <inheritdoc/>
    protected override bool IsNull(int column) => SqliteColumn.Type(columns, column) == raw.SQLITE_NULL;

    private ReadOnlySpan<byte> Bytes(int column)
    {
        // A number in a column of text (SQLite's columns take anything) has no bytes until it is made text.
        if (SqliteColumn.Type(columns, column) is not (raw.SQLITE_TEXT or raw.SQLITE_BLOB))
        {
            raw.sqlite3_column_text(statement, column);
        }
        return SqliteColumn.Bytes(columns, column);
    }

    private int BindText(int index, string text)
    {
        const int OnStack = 256;
        if (text.Length > OnStack)
        {
            return raw.sqlite3_bind_text(statement, index, Encoding.UTF8.GetBytes(text));
        }
        Span<byte> utf8 = stackalloc byte[OnStack * 3];
        return raw.sqlite3_bind_text(statement, index, utf8[..Encoding.UTF8.GetBytes(text, utf8)]);
    }

    private int BindJson<T>(int index, T[] elements, Action<Utf8JsonWriter, T> write)
    {
        var json = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartArray();
            foreach (var element in elements)
            {
                write(writer, element);
            }
            writer.WriteEndArray();
        }
        return raw.sqlite3_bind_text(statement, index, json.WrittenSpan);
    }
}
