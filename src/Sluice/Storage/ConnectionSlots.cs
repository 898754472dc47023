namespace Sluice.Storage;

/// <summary>How many connections may be out at the same time: who finds none free waits, and there is a bound to how many do and how long.</summary>
/// <param name="count">Connections.</param>
/// <param name="patience">How long a caller waits; <see cref="Timeout.InfiniteTimeSpan"/> is without an end.</param>
internal sealed class ConnectionSlots(int count, TimeSpan patience) : IDisposable
{
    /// <summary>Callers that may wait; one more is refused.</summary>
    internal const int QueueLength = 4096;

    private readonly SemaphoreSlim free = new(count);
    private int waiting;

    /// <summary>Takes a slot, which the caller must give back.</summary>
    /// <exception cref="DatabaseUnavailableException">Too many wait, or all are out for too long.</exception>
    public async ValueTask TakeAsync(CancellationToken cancelled)
    {
        if (free.Wait(0, CancellationToken.None))
        {
            return;
        }
        try
        {
            if (Interlocked.Increment(ref waiting) > QueueLength || !await free.WaitAsync(patience, cancelled))
            {
                throw new DatabaseUnavailableException("Too many requests are waiting for the database. Try again in a moment.", null);
            }
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    /// <summary>Gives a slot back.</summary>
    public void GiveBack() => free.Release();

    /// <inheritdoc/>
    public void Dispose() => free.Dispose();
}
