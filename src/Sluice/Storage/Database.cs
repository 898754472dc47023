namespace Sluice.Storage;

/// <summary>
/// One database of either kind. Every use of it is a unit of work: a function that gets a <see cref="Session"/>. What a writing unit
/// did is durable when its task completes, as a whole; when the function throws, nothing of it remains.
/// </summary>
internal abstract class Database : IAsyncDisposable
{
    /// <summary>The dialect.</summary>
    public abstract Dialect Dialect { get; }

    /// <summary>Runs a unit of work that only reads. It never waits for a writer.</summary>
    /// <exception cref="DatabaseUnavailableException">The database can't be reached.</exception>
    public abstract ValueTask<T> ReadAsync<T>(Func<Session, ValueTask<T>> work, CancellationToken cancelled);

    /// <summary>Reads without a result, because each row was taken as it came.</summary>
    public async ValueTask ReadAsync(Func<Session, ValueTask> work, CancellationToken cancelled) =>
        await ReadAsync(
            async session =>
            {
                await work(session);
                return true;
            },
            cancelled
        );

    /// <summary>
    /// Runs a unit of work that writes. Once started it completes even when <paramref name="cancelled"/> fires; PostgreSQL may run it
    /// again after a deadlock or serialization failure, so it must not keep what an earlier run found.
    /// </summary>
    /// <exception cref="DatabaseUnavailableException">The database can't be reached or takes no writes.</exception>
    public abstract ValueTask<T> WriteAsync<T>(Func<Session, ValueTask<T>> work, CancellationToken cancelled);

    /// <summary>Writes without a result.</summary>
    public async ValueTask WriteAsync(Func<Session, ValueTask> work, CancellationToken cancelled) =>
        await WriteAsync(
            async session =>
            {
                await work(session);
                return true;
            },
            cancelled
        );

    /// <summary>
    /// Gives a database the lasting settings that serving it needs, once its tables are known to be those that this version serves:
    /// until then nothing of it may change.
    /// </summary>
    /// <exception cref="DatabaseUnavailableException">Another process keeps it locked.</exception>
    public abstract void Adopt();

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}

/// <summary>The databases that are served, and every place where their SQL differs, by name.</summary>
internal enum Dialect
{
    /// <summary>SQLite 3.</summary>
    Sqlite,

    /// <summary>PostgreSQL 12 or later.</summary>
    Postgres,
}

/// <summary>
/// The database can't be reached, is locked by another process, has no room or takes no writes. The caller may try again; nothing of
/// the unit of work remains.
/// </summary>
/// <param name="reason">A general sentence for the caller: no host, path or driver's words.</param>
/// <param name="inner">What the driver said, for the log.</param>
internal sealed class DatabaseUnavailableException(string reason, Exception? inner) : Exception(reason, inner);
