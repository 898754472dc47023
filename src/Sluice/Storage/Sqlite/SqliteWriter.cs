using System.Threading.Channels;

namespace Sluice.Storage.Sqlite;

/// <summary>
/// The one thread that writes. It takes every unit of work that waits, runs each in a savepoint, commits once, and only then answers
/// them all: sixteen callers share one flush to disk. A unit that throws is undone alone.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    /// <summary>Units of work that may wait; one more is refused.</summary>
    internal const int QueueLength = 4096;

    /// <summary>Units of work in one commit.</summary>
    internal const int BatchLength = 256;

    internal static readonly Sql Rollback = new("ROLLBACK");
    private static readonly Sql Begin = new("BEGIN IMMEDIATE");
    private static readonly Sql Commit = new("COMMIT");
    private static readonly Sql Save = new("SAVEPOINT unit");
    private static readonly Sql Release = new("RELEASE unit");
    private static readonly Sql UndoUnit = new("ROLLBACK TO unit");
    private static readonly Sql Checkpoint = new("PRAGMA wal_checkpoint(TRUNCATE)");

    private readonly SqliteSession session;
    private readonly Channel<Unit> waiting = Channel.CreateBounded<Unit>(new BoundedChannelOptions(QueueLength) { SingleReader = true });
    private readonly Thread thread;

    /// <summary>Takes the connection that writes and starts the thread.</summary>
    public SqliteWriter(SqliteSession session)
    {
        this.session = session;
        thread = new Thread(Work) { Name = "sqlite-writer", IsBackground = true };
        thread.Start();
    }

    /// <summary>Runs a unit of work; the task completes when it is on disk.</summary>
    /// <exception cref="DatabaseUnavailableException">Too many units wait, or the database takes no writes.</exception>
    public ValueTask<T> RunAsync<T>(Func<Session, ValueTask<T>> work)
    {
        var unit = new Unit<T>(work);
        if (!waiting.Writer.TryWrite(unit))
        {
            throw new DatabaseUnavailableException("Too many writes are waiting. Try again in a moment.", null);
        }
        return new ValueTask<T>(unit.Done.Task);
    }

    /// <summary>Finishes what waits, moves the write-ahead log into the database and ends the thread.</summary>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await Task.Run(thread.Join);
    }

    private void Work()
    {
        var batch = new List<Unit>(BatchLength);
        while (Next(batch))
        {
            Run(batch);
            batch.Clear();
        }
        try
        {
            Complete(session.FirstAsync(Checkpoint, static row => row.Int64(0)));
        }
        catch (Exception error) when (error is SqliteFault or DatabaseUnavailableException)
        {
            // The log stays beside the database; the next start reads it.
        }
        session.Dispose();
    }

    private bool Next(List<Unit> batch)
    {
        if (!waiting.Reader.TryRead(out var unit))
        {
            if (!waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            {
                return false;
            }
            waiting.Reader.TryRead(out unit);
        }
        do
        {
            batch.Add(unit!);
        } while (batch.Count < BatchLength && waiting.Reader.TryRead(out unit));
        return true;
    }

    private void Run(List<Unit> batch)
    {
        Exception? failure = null;
        try
        {
            Complete(session.ExecuteAsync(Begin));
            foreach (var unit in batch)
            {
                RunUnit(unit, alone: batch.Count == 1);
            }
            if (batch.Exists(unit => unit.Failure is null))
            {
                Complete(session.ExecuteAsync(Commit));
            }
        }
        catch (Exception error)
        {
            failure = error;
        }
        RollBackWhatIsOpen();
        foreach (var unit in batch)
        {
            unit.Finish(failure);
        }
    }

    private void RunUnit(Unit unit, bool alone)
    {
        if (!alone)
        {
            Complete(session.ExecuteAsync(Save));
        }
        unit.Run(session);
        if (unit.Failure is not null && session.OutsideTransaction)
        {
            throw new DatabaseUnavailableException("The database undid the writes of several callers. Try again.", unit.Failure);
        }
        if (!alone)
        {
            if (unit.Failure is not null)
            {
                Complete(session.ExecuteAsync(UndoUnit));
            }
            Complete(session.ExecuteAsync(Release));
        }
    }

    private void RollBackWhatIsOpen()
    {
        if (!session.OutsideTransaction)
        {
            Complete(session.ExecuteAsync(Rollback));
        }
    }

    private static T Complete<T>(ValueTask<T> task) => task.GetAwaiter().GetResult();

    private abstract class Unit
    {
        public Exception? Failure { get; protected set; }

        public abstract void Run(SqliteSession session);

        public abstract void Finish(Exception? failure);
    }

    private sealed class Unit<T>(Func<Session, ValueTask<T>> work) : Unit
    {
        private T? result;

        public TaskCompletionSource<T> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override void Run(SqliteSession session)
        {
            try
            {
                var task = work(session);
                if (!task.IsCompleted)
                {
                    throw new InvalidOperationException("a unit of work on SQLite waited for something other than its session");
                }
                result = task.GetAwaiter().GetResult();
            }
            catch (Exception error)
            {
                Failure = error;
            }
        }

        public override void Finish(Exception? failure)
        {
            if ((Failure ?? failure) is { } error)
            {
                Done.SetException(error);
            }
            else
            {
                Done.SetResult(result!);
            }
        }
    }
}
