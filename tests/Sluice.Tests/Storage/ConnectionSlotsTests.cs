using Sluice.Storage;
using Xunit;

namespace Sluice.Tests.Storage;

/// <summary>Callers wait for a connection, up to a number and a time.</summary>
public sealed class ConnectionSlotsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_comes_when_too_many_wait_is_refused_and_the_others_are_served()
    {
        using var slots = new ConnectionSlots(2, Timeout.InfiniteTimeSpan);
        await slots.TakeAsync(Cancellation);
        await slots.TakeAsync(Cancellation);
        var waiting = Enumerable.Range(0, ConnectionSlots.QueueLength).Select(_ => slots.TakeAsync(Cancellation).AsTask()).ToList();

        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => slots.TakeAsync(Cancellation).AsTask());

        Assert.DoesNotContain(waiting, static one => one.IsCompleted);
        foreach (var one in waiting)
        {
            slots.GiveBack();
            await one;
        }
        slots.GiveBack();
        slots.GiveBack();
        await slots.TakeAsync(Cancellation);
    }

    [Fact]
    public async Task Whoever_waited_too_long_or_left_takes_no_slot_and_no_place_in_the_queue()
    {
        using var slots = new ConnectionSlots(1, TimeSpan.FromMilliseconds(500));
        using var gone = new CancellationTokenSource();
        await slots.TakeAsync(Cancellation);
        var left = slots.TakeAsync(gone.Token).AsTask();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => slots.TakeAsync(Cancellation).AsTask());

        // Were one of their places still taken, the last of these would be refused at once.
        var waiting = Enumerable.Range(0, ConnectionSlots.QueueLength).Select(_ => slots.TakeAsync(Cancellation).AsTask()).ToList();
        Assert.DoesNotContain(waiting, static one => one.IsCompleted);
        slots.GiveBack();

        var outcomes = await Task.WhenAll(waiting.Select(static one => one.ContinueWith(static done => done.IsCompletedSuccessfully)));
        Assert.Single(outcomes, static served => served);
    }
}
