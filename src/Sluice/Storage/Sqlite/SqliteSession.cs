using Sluice.Storage.Schema;
using SQLitePCL;

namespace Sluice.Storage.Sqlite;

/// <summary>One SQLite connection with the statements that it has prepared. Used by one thread at a time; every call completes at once.</summary>
internal sealed class SqliteSession : Session, IDisposable
{
    /// <summary>Statements of searches that are kept prepared; when one more comes, all are dropped.</summary>
    internal const int BuiltStatements = 64;

    /// <summary>Longest text of a search (characters) that is kept prepared.</summary>
    internal const int BuiltStatementLength = 8192;

    private readonly sqlite3 connection;
    private readonly NameCache names = new();
    private readonly Dictionary<object, SqliteStatement> prepared = [];
    private readonly Dictionary<string, SqliteStatement> built = [];

    static SqliteSession() => Batteries_V2.Init();

    private SqliteSession(sqlite3 connection) => this.connection = connection;

    /// <inheritdoc/>
    public override Dialect Dialect => Dialect.Sqlite;

    /// <summary>Whether no transaction is open (one that failed may have been rolled back by SQLite itself).</summary>
    public bool OutsideTransaction => raw.sqlite3_get_autocommit(connection) != 0;

    /// <summary>Opens a connection; its file is created where it is missing.</summary>
    /// <param name="file">A path, or a URI that begins with <c>file:</c>.</param>
    /// <param name="settings">Statements that are run on it first.</param>
    /// <exception cref="DatabaseUnavailableException">It can't be opened.</exception>
    public static SqliteSession Open(string file, string settings)
    {
        // Whoever uses the connection sees to it that one thread does at a time: SQLite needs no lock of its own.
        const int Flags = raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_URI | raw.SQLITE_OPEN_NOMUTEX;
        var result = raw.sqlite3_open_v2(file, out var connection, Flags, null);
        try
        {
            if (result != raw.SQLITE_OK)
            {
                throw SqliteErrors.Of(connection);
            }
            var session = new SqliteSession(connection);
            session.RunAll(settings);
            return session;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override ValueTask EachAsync(Sql sql, Action<Row> take, params IReadOnlyList<Parameter> parameters)
    {
        Run(sql, parameters, take, many: true);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask<T?> FirstAsync<T>(Sql sql, Func<Row, T> read, params IReadOnlyList<Parameter> parameters)
        where T : default
    {
        T? first = default;
        Run(sql, parameters, row => first = read(row), many: false);
        return ValueTask.FromResult(first);
    }

    /// <inheritdoc/>
    public override ValueTask ReadTogetherAsync(params IReadOnlyList<Query> queries)
    {
        foreach (var query in queries)
        {
            query.Clear();
            Run(query.Sql, query.Parameters, query.Take, many: true);
        }
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask<int> ExecuteAsync(Sql sql, params IReadOnlyList<Parameter> parameters)
    {
        Run(sql, parameters, static _ => { }, many: true);
        return ValueTask.FromResult(raw.sqlite3_changes(connection));
    }

    /// <inheritdoc/>
    public override ValueTask<int> InsertAsync(BulkInsert insert, IReadOnlyList<object?[]> rows)
    {
        if (!prepared.TryGetValue(insert, out var statement))
        {
            prepared.Add(insert, statement = new SqliteStatement(connection, insert.Sqlite, names));
        }
        var changed = 0;
        foreach (var row in rows)
        {
            try
            {
                for (var i = 0; i < row.Length; i++)
                {
                    statement.Bind(i + 1, row[i]);
                }
                statement.Step();
            }
            finally
            {
                statement.Reset();
            }
            changed += raw.sqlite3_changes(connection);
        }
        return ValueTask.FromResult(changed);
    }

    internal override ValueTask RunAsync(SchemaScript script)
    {
        RunAll(script.Text);
        return ValueTask.CompletedTask;
    }

    /// <summary>Sets the journal mode. While servers that start together all do so, the lock may be refused at once: it is asked for again.</summary>
    /// <exception cref="DatabaseUnavailableException">The database stays locked.</exception>
    public void SwitchToWriteAheadLog()
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                RunAll("PRAGMA journal_mode = WAL");
                return;
            }
            catch (DatabaseUnavailableException unavailable)
                when (unavailable.InnerException is SqliteFault { Code: raw.SQLITE_BUSY or raw.SQLITE_LOCKED } && attempt < 50)
            {
                Thread.Sleep(TimeSpan.FromMilliseconds(20));
            }
        }
    }

    /// <summary>Stops the statement that runs on this connection; safe from any thread.</summary>
    public void Interrupt() => raw.sqlite3_interrupt(connection);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in prepared.Values)
        {
            statement.Dispose();
        }
        ForgetBuilt();
        connection.Dispose();
    }

    private void RunAll(string statements)
    {
        var rest = statements;
        while (!string.IsNullOrWhiteSpace(rest))
        {
            if (raw.sqlite3_prepare_v2(connection, rest, out var statement, out rest) != raw.SQLITE_OK)
            {
                throw SqliteErrors.Of(connection);
            }
            using (statement)
            {
                // A comment alone is no statement.
                while (!statement.IsInvalid && raw.sqlite3_step(statement) is var result && result != raw.SQLITE_DONE)
                {
                    if (result != raw.SQLITE_ROW)
                    {
                        throw SqliteErrors.Of(connection);
                    }
                }
            }
        }
    }

    private void Run(Sql sql, IReadOnlyList<Parameter> parameters, Action<Row> take, bool many)
    {
        var statement = Prepared(sql, out var isKept);
        try
        {
            for (var i = 0; i < parameters.Count; i++)
            {
                statement.Bind(Array.IndexOf(sql.Names, parameters[i].Name) + 1, parameters[i].Value);
            }
            while (statement.Step())
            {
                take(statement);
                if (!many)
                {
                    break;
                }
            }
        }
        finally
        {
            statement.Reset();
            if (!isKept)
            {
                statement.Dispose();
            }
        }
    }

    private SqliteStatement Prepared(Sql sql, out bool isKept)
    {
        isKept = true;
        var text = sql.Text(Dialect.Sqlite);
        if (sql.Cached ? prepared.TryGetValue(sql, out var statement) : built.TryGetValue(text, out statement))
        {
            return statement;
        }
        statement = new SqliteStatement(connection, text, names);
        if (sql.Cached)
        {
            prepared.Add(sql, statement);
        }
        else if (text.Length <= BuiltStatementLength)
        {
            if (built.Count == BuiltStatements)
            {
                ForgetBuilt();
            }
            built.Add(text, statement);
        }
        else
        {
            isKept = false;
        }
        return statement;
    }

    private void ForgetBuilt()
    {
        foreach (var statement in built.Values)
        {
            statement.Dispose();
        }
        built.Clear();
    }
}
