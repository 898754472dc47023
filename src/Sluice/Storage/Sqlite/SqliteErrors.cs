using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Sluice.Storage.Sqlite;

/// <summary>What SQLite's error codes mean to the rest of the program. Source: sqlite.org/rescode.html.</summary>
internal static class SqliteErrors
{
    /// <summary>The exception that stands for a driver's error.</summary>
    public static Exception Translate(SqliteException error) =>
        error.SqliteErrorCode switch
        {
            raw.SQLITE_CONSTRAINT when error.SqliteExtendedErrorCode is raw.SQLITE_CONSTRAINT_UNIQUE or raw.SQLITE_CONSTRAINT_PRIMARYKEY =>
                new DuplicateKeyException(error),
            raw.SQLITE_INTERRUPT => new OperationCanceledException("the caller went away", error),
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new DatabaseUnavailableException(
                "The database is locked by another process. Try again in a moment.",
                error
            ),
            raw.SQLITE_FULL => new DatabaseUnavailableException("The database has no room left: free disk space, then try again.", error),
            raw.SQLITE_READONLY => new DatabaseUnavailableException("The database is read-only: nothing was written.", error),
            raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_PERM =>
                new DatabaseUnavailableException("The database can't be read or written. The server's log says why.", error),
            _ => error,
        };
}
