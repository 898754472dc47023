using System.Net.Sockets;
using Npgsql;

namespace Sluice.Storage.Postgres;

/// <summary>What PostgreSQL's and the driver's errors mean to the rest of the program. Source: PostgreSQL, appendix A (SQLSTATE).</summary>
internal static class PostgresErrors
{
    /// <summary>A deadlock or a serialization failure: the transaction was undone and may be run again.</summary>
    public static bool MayBeRepeated(PostgresException error) =>
        error.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;

    /// <summary>A value that the database doesn't take: too long, too large, no text (class 22).</summary>
    public static bool IsOfValue(PostgresException error) => error.SqlState is ['2', '2', ..];

    /// <summary>The exception that stands for a driver's error, or null to leave it as it is.</summary>
    public static Exception? Translate(Exception error) =>
        error switch
        {
            PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } => new DuplicateKeyException(error),
            PostgresException { SqlState: PostgresErrorCodes.StringDataRightTruncation } => new ValueRefusedException(
                "A value is longer than the database takes.",
                error
            ),
            PostgresException { SqlState: PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter } =>
                new ValueRefusedException("A text holds a character that the database can't store (NUL, for one).", error),
            PostgresException { SqlState: PostgresErrorCodes.NumericValueOutOfRange } => new ValueRefusedException(
                "A number is larger than the database takes.",
                error
            ),
            PostgresException { SqlState: PostgresErrorCodes.DiskFull or PostgresErrorCodes.OutOfMemory } =>
                new DatabaseUnavailableException("The database has no room left. Try again later.", error),
            PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => new DatabaseUnavailableException(
                "The database is read-only: nothing was written.",
                error
            ),
            PostgresException { SqlState: ['0', '8', ..] or ['5', '3', ..] or ['5', '7', ..] or ['2', '8', ..] or ['4', '0', ..] } =>
                new DatabaseUnavailableException("The database is not available at the moment. Try again.", error),
            PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } => new DatabaseUnavailableException(
                "There is no such database: create it, or correct its name.",
                error
            ),
            PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } => new DatabaseUnavailableException(
                "The database's user may not do what Sluice needs.",
                error
            ),
            PostgresException => null,
            NpgsqlException or SocketException or TimeoutException => new DatabaseUnavailableException(
                "The database can't be reached at the moment. Try again.",
                error
            ),
            _ => null,
        };
}
