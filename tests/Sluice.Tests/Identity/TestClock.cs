namespace Sluice.Tests.Identity;

/// <summary>A clock that stands still until a test moves it, or somebody waits by it: then it is at once as late as he waits for.</summary>
internal sealed class TestClock : TimeProvider
{
    private long now;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override long GetTimestamp() => Volatile.Read(ref now);

    /// <summary>Moves it forward.</summary>
    public void Move(TimeSpan time) => Interlocked.Add(ref now, time.Ticks);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Move(dueTime);
        callback(state);
        return new Timer();
    }

    private sealed class Timer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() { }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
