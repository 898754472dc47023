namespace Sluice.Hosting;

/// <summary>
/// Gives memory that a burst of requests took back to the system, once the server has had nothing to do for a moment: a collection
/// that nobody waits for.
/// </summary>
internal sealed class IdleMemory : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly PeriodicTimer timer;
    private readonly Task watching;

    /// <summary>Begins to watch.</summary>
    /// <param name="requests">How many requests have come so far.</param>
    /// <param name="clock">The clock.</param>
    public IdleMemory(Func<long> requests, TimeProvider clock)
    {
        timer = new PeriodicTimer(Pause, clock);
        watching = WatchAsync(requests);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        timer.Dispose();
        await watching;
    }

    private async Task WatchAsync(Func<long> requests)
    {
        var collected = 0L;
        var before = 0L;
        while (await timer.WaitForNextTickAsync())
        {
            var now = requests();
            if (now == before && now != collected)
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                collected = now;
            }
            before = now;
        }
    }
}
