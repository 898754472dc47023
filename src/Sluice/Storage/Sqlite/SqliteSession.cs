using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Sluice.Storage.Schema;
using SQLitePCL;

namespace Sluice.Storage.Sqlite;

/// <summary>One SQLite connection with the statements that it has prepared. Used by one thread at a time; every call completes at once.</summary>
internal sealed class SqliteSession : Session, IDisposable
{
    /// <summary>Statements of searches that are kept prepared; when one more comes, all are dropped.</summary>
    private const int BuiltStatements = 64;

    /// <summary>Longest text of a search (characters) that is kept prepared.</summary>
    private const int BuiltStatementLength = 8192;

    private readonly SqliteConnection connection;
    private readonly Dictionary<object, SqliteCommand> prepared = [];
    private readonly Dictionary<string, SqliteCommand> built = [];

    /// <summary>Takes an open connection and ends it when disposed.</summary>
    public SqliteSession(SqliteConnection connection)
    {
        this.connection = connection;
    }

    /// <inheritdoc/>
    public override Dialect Dialect => Dialect.Sqlite;

    /// <summary>Whether no transaction is open (one that failed may have been rolled back by SQLite itself).</summary>
    public bool OutsideTransaction => raw.sqlite3_get_autocommit(connection.Handle) != 0;

    /// <inheritdoc/>
    public override ValueTask<List<T>> QueryAsync<T>(Sql sql, Func<Row, T> read, params IReadOnlyList<Parameter> parameters)
    {
        var rows = new List<T>();
        Read(sql, parameters, reader => rows.Add(read(new Row(reader))));
        return ValueTask.FromResult(rows);
    }

    /// <inheritdoc/>
    public override ValueTask<T?> FirstAsync<T>(Sql sql, Func<Row, T> read, params IReadOnlyList<Parameter> parameters)
        where T : default
    {
        try
        {
            using var reader = Bind(sql, parameters).ExecuteReader();
            return ValueTask.FromResult(reader.Read() ? read(new Row(reader)) : default);
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.Translate(error);
        }
    }

    /// <inheritdoc/>
    public override ValueTask ReadTogetherAsync(params IReadOnlyList<Query> queries)
    {
        foreach (var query in queries)
        {
            query.Clear();
            Read(query.Sql, query.Parameters, query.Take);
        }
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask<int> ExecuteAsync(Sql sql, params IReadOnlyList<Parameter> parameters)
    {
        try
        {
            return ValueTask.FromResult(Bind(sql, parameters).ExecuteNonQuery());
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.Translate(error);
        }
    }

    /// <inheritdoc/>
    public override ValueTask<int> InsertAsync(BulkInsert insert, IReadOnlyList<object?[]> rows)
    {
        if (!prepared.TryGetValue(insert, out var command))
        {
            command = NewCommand(insert.Sqlite);
            foreach (var name in insert.Names)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = name });
            }
            prepared.Add(insert, command);
        }
        var changed = 0;
        try
        {
            foreach (var row in rows)
            {
                for (var i = 0; i < row.Length; i++)
                {
                    command.Parameters[i].Value = row[i] ?? DBNull.Value;
                }
                changed += command.ExecuteNonQuery();
            }
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.Translate(error);
        }
        return ValueTask.FromResult(changed);
    }

    internal override ValueTask RunAsync(SchemaScript script)
    {
        using var command = NewCommand(script.Text);
        command.ExecuteNonQuery();
        return ValueTask.CompletedTask;
    }

    /// <summary>Sets the journal mode. While servers that start together all do so, the lock may be refused at once: it is asked for again.</summary>
    /// <exception cref="DatabaseUnavailableException">The database stays locked.</exception>
    public void SwitchToWriteAheadLog()
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL";
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                command.ExecuteNonQuery();
                return;
            }
            catch (SqliteException error) when (error.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED && attempt < 50)
            {
                Thread.Sleep(TimeSpan.FromMilliseconds(20));
            }
            catch (SqliteException error)
            {
                throw SqliteErrors.Translate(error);
            }
        }
    }

    /// <summary>Stops the statement that runs on this connection; safe from any thread.</summary>
    public void Interrupt() => raw.sqlite3_interrupt(connection.Handle);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var command in prepared.Values)
        {
            command.Dispose();
        }
        ForgetBuilt();
        connection.Dispose();
    }

    private void Read(Sql sql, IReadOnlyList<Parameter> parameters, Action<SqliteDataReader> take)
    {
        try
        {
            using var reader = Bind(sql, parameters).ExecuteReader();
            while (reader.Read())
            {
                take(reader);
            }
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.Translate(error);
        }
    }

    private SqliteCommand Bind(Sql sql, IReadOnlyList<Parameter> parameters)
    {
        var command = Command(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters[Array.IndexOf(sql.Names, parameter.Name)].Value = ToSqlite(parameter.Value);
        }
        return command;
    }

    private SqliteCommand Command(Sql sql)
    {
        SqliteCommand? command;
        var text = sql.Text(Dialect.Sqlite);
        if (sql.Cached ? prepared.TryGetValue(sql, out command) : built.TryGetValue(text, out command))
        {
            return command;
        }
        command = NewCommand(text);
        foreach (var name in sql.Names)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = "@" + name });
        }
        if (sql.Cached)
        {
            prepared.Add(sql, command);
        }
        else
        {
            if (built.Count == BuiltStatements)
            {
                ForgetBuilt();
            }
            if (text.Length <= BuiltStatementLength)
            {
                built.Add(text, command);
            }
        }
        return command;
    }

    private void ForgetBuilt()
    {
        foreach (var command in built.Values)
        {
            command.Dispose();
        }
        built.Clear();
    }

#pragma warning disable CA2100 // The text comes from Sql, BulkInsert or SchemaScript, which take constants alone.
    private SqliteCommand NewCommand(string text) => new(text, connection);
#pragma warning restore CA2100

    private static object ToSqlite(object? value) =>
        value switch
        {
            null => DBNull.Value,
            string[] texts => Json(writer =>
            {
                foreach (var text in texts)
                {
                    writer.WriteStringValue(text);
                }
            }),
            long[] numbers => Json(writer =>
            {
                foreach (var number in numbers)
                {
                    writer.WriteNumberValue(number);
                }
            }),
            _ => value,
        };

    private static string Json(Action<Utf8JsonWriter> elements)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartArray();
            elements(writer);
            writer.WriteEndArray();
        }
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
