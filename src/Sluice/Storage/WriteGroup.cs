namespace Sluice.Storage;

/// <summary>
/// Writes of one kind that arrive while others are being written are written together, in one unit of work: callers that change the
/// same rows share one commit instead of waiting for each other's. When a group fails, each of its writes is tried alone, so that one
/// that can't be written harms no other.
/// </summary>
/// <typeparam name="T">One caller's write.</typeparam>
/// <param name="write">Writes several at once, all or none.</param>
internal sealed class WriteGroup<T>(Func<IReadOnlyList<T>, ValueTask> write)
{
    /// <summary>Writes that may wait; one more is refused.</summary>
    internal const int QueueLength = 4096;

    /// <summary>Writes in one unit of work.</summary>
    private const int GroupLength = 128;

    private readonly Lock gate = new();
    private readonly Queue<Waiting> waiting = new();
    private bool running;

    /// <summary>Writes; the task completes when it is durable.</summary>
    /// <exception cref="DatabaseUnavailableException">Too many writes wait, or the database takes none.</exception>
    public ValueTask WriteAsync(T item)
    {
        var entry = new Waiting(item);
        lock (gate)
        {
            if (waiting.Count == QueueLength)
            {
                throw new DatabaseUnavailableException("Too many writes are waiting. Try again in a moment.", null);
            }
            waiting.Enqueue(entry);
            if (running)
            {
                return new ValueTask(entry.Done.Task);
            }
            running = true;
        }
        _ = RunAsync();
        return new ValueTask(entry.Done.Task);
    }

    private async Task RunAsync()
    {
        while (Next() is { Count: > 0 } group)
        {
            try
            {
                await write([.. group.Select(entry => entry.Item)]);
                group.ForEach(entry => entry.Done.SetResult());
            }
            catch (Exception error) when (group.Count == 1 || error is DatabaseUnavailableException)
            {
                group.ForEach(entry => entry.Done.SetException(error));
            }
            catch (Exception)
            {
                await WriteAloneAsync(group);
            }
        }
    }

    private async Task WriteAloneAsync(List<Waiting> group)
    {
        foreach (var entry in group)
        {
            try
            {
                await write([entry.Item]);
                entry.Done.SetResult();
            }
            catch (Exception error)
            {
                entry.Done.SetException(error);
            }
        }
    }

    private List<Waiting> Next()
    {
        var group = new List<Waiting>();
        lock (gate)
        {
            while (group.Count < GroupLength && waiting.TryDequeue(out var entry))
            {
                group.Add(entry);
            }
            running = group.Count > 0;
        }
        return group;
    }

    private sealed class Waiting(T item)
    {
        public T Item => item;

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
