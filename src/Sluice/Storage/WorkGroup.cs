namespace Sluice.Storage;

/// <summary>
/// Work of one kind that arrives while other such work is under way is done together, in one unit of work: writers of the same rows
/// share one commit instead of waiting for each other's, readers share a round trip. When a group fails, each of its members is tried
/// alone, so that one that can't be done harms no other.
/// </summary>
/// <typeparam name="T">What one caller wants done; it keeps what was found, if anything.</typeparam>
/// <param name="work">Does several at once, all or none.</param>
/// <param name="lanes">How many groups may be under way.</param>
/// <param name="capacity">What the members of a group may weigh together, where they are more than one.</param>
/// <param name="enough">The weight that, when it waits, begins another group beside those that are under way.</param>
/// <param name="weigh">How much a member weighs; 1 where nothing is said.</param>
internal sealed class WorkGroup<T>(
    Func<IReadOnlyList<T>, ValueTask> work,
    int lanes = 1,
    int capacity = WorkGroup<T>.Most,
    int enough = WorkGroup<T>.Most,
    Func<T, int>? weigh = null
)
{
    /// <summary>Members of a group where nothing else is said.</summary>
    internal const int Most = 128;

    /// <summary>Members that may wait; one more is refused.</summary>
    internal const int QueueLength = 4096;

    private readonly Lock gate = new();
    private readonly Queue<Waiting> waiting = new();
    private int waitingWeight;
    private int running;

    /// <summary>Does it; the task completes when it is done, and durable where it was written.</summary>
    /// <exception cref="DatabaseUnavailableException">Too much waits, or the database can't do it at the moment.</exception>
    public Task DoAsync(T item)
    {
        var entry = new Waiting(item, weigh?.Invoke(item) ?? 1);
        lock (gate)
        {
            if (waiting.Count == QueueLength)
            {
                return Task.FromException(new DatabaseUnavailableException("Too many requests are waiting. Try again in a moment.", null));
            }
            waiting.Enqueue(entry);
            waitingWeight += entry.Weight;
            if (running == lanes || (running > 0 && waitingWeight < enough))
            {
                return entry.Done.Task;
            }
            running++;
        }
        _ = RunAsync();
        return entry.Done.Task;
    }

    private async Task RunAsync()
    {
        while (Next() is { Count: > 0 } group)
        {
            try
            {
                await work([.. group.Select(entry => entry.Item)]);
                group.ForEach(entry => entry.Done.SetResult());
            }
            catch (Exception error) when (group.Count == 1 || error is DatabaseUnavailableException)
            {
                group.ForEach(entry => entry.Done.SetException(error));
            }
            catch (Exception)
            {
                await WorkAloneAsync(group);
            }
            // Those who were served go first: what they want next shares the next group.
            await Task.Yield();
        }
    }

    private async Task WorkAloneAsync(List<Waiting> group)
    {
        foreach (var entry in group)
        {
            try
            {
                await work([entry.Item]);
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
            var weight = 0;
            while (waiting.TryPeek(out var entry) && (group.Count == 0 || weight + entry.Weight <= capacity))
            {
                group.Add(waiting.Dequeue());
                weight += entry.Weight;
            }
            waitingWeight -= weight;
            if (group.Count == 0)
            {
                running--;
            }
        }
        return group;
    }

    private sealed class Waiting(T item, int weight)
    {
        public T Item => item;

        public int Weight => weight;

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
