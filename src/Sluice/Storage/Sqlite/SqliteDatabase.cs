using System.Collections.Concurrent;
using System.Runtime.Versioning;

namespace Sluice.Storage.Sqlite;

/// <summary>
/// A SQLite database in WAL mode with full durability. Readers have a connection each and never wait for the writer; one thread
/// writes for all (<see cref="SqliteWriter"/>).
/// </summary>
internal sealed class SqliteDatabase : Database
{
    /// <summary>Connections that read at the same time; more readers wait for one.</summary>
    internal const int Readers = 4;

    /// <summary>How long a connection waits for the lock of another process (milliseconds).</summary>
    internal const string LockPatience = "5000";

    private const string WriterSettings = $"""
        PRAGMA busy_timeout = {LockPatience};
        PRAGMA synchronous = FULL;
        PRAGMA foreign_keys = ON;
        PRAGMA case_sensitive_like = true;
        PRAGMA cache_size = -8192;
        PRAGMA wal_autocheckpoint = 4000
        """;

    private const string ReaderSettings = $"""
        PRAGMA busy_timeout = {LockPatience};
        PRAGMA query_only = true;
        PRAGMA case_sensitive_like = true;
        PRAGMA cache_size = -2048
        """;

    private readonly string file;
    private WalIndex? index;
    private readonly ConcurrentStack<SqliteSession> idle = new();
    private readonly ConnectionSlots slots = new(Readers, Timeout.InfiniteTimeSpan);
    private readonly SqliteWriter writer;

    private static readonly Sql Begin = new("BEGIN");
    private static readonly Sql Commit = new("COMMIT");

    private SqliteDatabase(string file, SqliteSession writing)
    {
        this.file = file;
        writer = new SqliteWriter(writing);
    }

    /// <inheritdoc/>
    public override Dialect Dialect => Dialect.Sqlite;

    /// <summary>Opens a database and creates its file and folders where they are missing.</summary>
    /// <param name="path">The file, or null for a database in memory that is gone with the process.</param>
    /// <param name="ownerOnly">Whether the file, made here or there already, can be read by its owner alone.</param>
    /// <exception cref="DatabaseUnavailableException">It can't be opened.</exception>
    public static SqliteDatabase Open(string? path, bool ownerOnly)
    {
        if (path is null)
        {
            return At($"file:/{Guid.NewGuid():N}?vfs=memdb");
        }
        var whole = Path.GetFullPath(path);
        if (Path.GetDirectoryName(whole) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }
        if (ownerOnly && !OperatingSystem.IsWindows())
        {
            KeepForOwner(whole);
        }
        return At(whole);
    }

    /// <summary>Switches to a write-ahead log, so that readers and the writer don't wait for each other; the file remembers it.</summary>
    /// <exception cref="DatabaseUnavailableException">Another process keeps the database locked.</exception>
    public override void Adopt()
    {
        using var session = Connect(file, writes: true);
        session.SwitchToWriteAheadLog();
    }

    /// <summary>The index of the write-ahead log, shared by all who use it; null where there is none.</summary>
    public WalIndex? Index => index ??= WalIndex.Open(file);

    /// <summary>One more connection outside the pool, for a watcher of its own; the caller disposes it.</summary>
    public SqliteSession Connect() => Connect(file, writes: false);

    /// <inheritdoc/>
    public override async ValueTask<T> ReadAsync<T>(Func<Session, ValueTask<T>> work, CancellationToken cancelled)
    {
        await slots.TakeAsync(cancelled);
        try
        {
            if (!idle.TryPop(out var session))
            {
                session = Connect(file, writes: false);
            }
            try
            {
                await using var interrupt = cancelled.UnsafeRegister(static s => ((SqliteSession)s!).Interrupt(), session);
                await session.ExecuteAsync(Begin);
                var result = await work(session);
                await session.ExecuteAsync(Commit);
                return result;
            }
            finally
            {
                if (!session.OutsideTransaction)
                {
                    await session.ExecuteAsync(SqliteWriter.Rollback);
                }
                idle.Push(session);
            }
        }
        finally
        {
            slots.GiveBack();
        }
    }

    /// <inheritdoc/>
    public override ValueTask<T> WriteAsync<T>(Func<Session, ValueTask<T>> work, CancellationToken cancelled)
    {
        cancelled.ThrowIfCancellationRequested();
        return writer.RunAsync(work);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync();
        while (idle.TryPop(out var session))
        {
            session.Dispose();
        }
        slots.Dispose();
        index?.Dispose();
    }

    private static SqliteDatabase At(string file) => new(file, Connect(file, writes: true));

    /// <summary>Makes a file that only its owner can read, or closes to others one that is there. SQLite gives its log the same rights.</summary>
    [UnsupportedOSPlatform("windows")]
    private static void KeepForOwner(string path)
    {
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            foreach (var present in (string[])[path, $"{path}-wal", $"{path}-shm"])
            {
                if (File.Exists(present) && (File.GetUnixFileMode(present) & ~Owner) != 0)
                {
                    File.SetUnixFileMode(present, File.GetUnixFileMode(present) & Owner);
                }
            }
            if (!File.Exists(path))
            {
                var options = new FileStreamOptions
                {
                    Mode = FileMode.CreateNew,
                    Access = FileAccess.Write,
                    UnixCreateMode = Owner,
                };
                using var file = new FileStream(path, options);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Another server made it, it is another user's, or it can't be made: opening it says the last.
        }
    }

    private static SqliteSession Connect(string file, bool writes) => SqliteSession.Open(file, writes ? WriterSettings : ReaderSettings);
}
