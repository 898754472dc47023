using SQLitePCL;

namespace Sluice.Storage.Sqlite;

/// <summary>What SQLite's result codes mean to the rest of the program. Source: sqlite.org/rescode.html.</summary>
internal static class SqliteErrors
{
    /// <summary>The exception that stands for an error of a connection.</summary>
    public static Exception Of(sqlite3 connection) =>
        Of(new SqliteFault(raw.sqlite3_extended_errcode(connection), raw.sqlite3_errmsg(connection).utf8_to_string()));

    /// <summary>The exception that stands for an error.</summary>
    public static Exception Of(SqliteFault fault) =>
        fault.Code switch
        {
            raw.SQLITE_CONSTRAINT when fault.ExtendedCode is raw.SQLITE_CONSTRAINT_UNIQUE or raw.SQLITE_CONSTRAINT_PRIMARYKEY =>
                new DuplicateKeyException(fault),
            raw.SQLITE_INTERRUPT => new OperationCanceledException("the caller went away", fault),
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new DatabaseUnavailableException(
                "The database is locked by another process. Try again in a moment.",
                fault
            ),
            raw.SQLITE_FULL => new DatabaseUnavailableException("The database has no room left: free disk space, then try again.", fault),
            raw.SQLITE_READONLY => new DatabaseUnavailableException("The database is read-only: nothing was written.", fault),
            raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_PERM =>
                new DatabaseUnavailableException("The database can't be read or written. The server's log says why.", fault),
            raw.SQLITE_TOOBIG => new ValueRefusedException("A value is longer than the database takes.", fault),
            _ => fault,
        };
}

/// <summary>An error that SQLite reported.</summary>
/// <param name="code">The extended result code; its low byte is the primary one. Source: sqlite.org/rescode.html.</param>
/// <param name="message">SQLite's own words.</param>
internal sealed class SqliteFault(int code, string message) : Exception($"SQLite error {code}: {message}")
{
    /// <summary>The extended result code.</summary>
    public int ExtendedCode => code;

    /// <summary>The primary result code.</summary>
    public int Code => code & 0xff;
}
