using Sluice.Identity.Epochs;
using Sluice.Storage;
using Sluice.Storage.Schema;
using Sluice.Storage.Sqlite;
using Xunit;

namespace Sluice.Tests.Identity;

/// <summary>Two epochs on one database stand for two servers.</summary>
public sealed class StoredEpochTests : IAsyncLifetime
{
    private readonly SqliteDatabase accounts = SqliteDatabase.Open(path: null, ownerOnly: false);
    private readonly TestClock clock = new();
    private readonly StoredEpoch one;
    private readonly StoredEpoch two;

    public StoredEpochTests()
    {
        one = new StoredEpoch(accounts, clock);
        two = new StoredEpoch(accounts, clock);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await SchemaKeeper.EnsureAsync(accounts, SchemaDefinition.Accounts, static _ => { });

    public async ValueTask DisposeAsync()
    {
        await one.DisposeAsync();
        await two.DisposeAsync();
        await accounts.DisposeAsync();
    }

    [Fact]
    public async Task A_change_that_has_completed_shows_everywhere()
    {
        for (var i = 0; i < 30; i++)
        {
            var before = (One: await one.CurrentAsync(Cancellation), Two: await two.CurrentAsync(Cancellation));

            await one.ChangeAsync(static _ => ValueTask.FromResult(true), Cancellation);

            Assert.NotEqual(before.One, await one.CurrentAsync(Cancellation));
            Assert.NotEqual(before.Two, await two.CurrentAsync(Cancellation));
        }
    }

    [Fact]
    public async Task An_epoch_stays_while_nothing_changes()
    {
        var before = await two.CurrentAsync(Cancellation);
        clock.Move(StoredEpoch.Term * 2);

        Assert.Equal(before, await two.CurrentAsync(Cancellation));
    }

    [Fact]
    public async Task A_change_that_fails_changes_no_epoch()
    {
        var before = await two.CurrentAsync(Cancellation);

        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            await one.ChangeAsync<bool>(static _ => throw new InvalidOperationException(), Cancellation)
        );

        clock.Move(StoredEpoch.Term * 2);
        Assert.Equal(before, await two.CurrentAsync(Cancellation));
    }

    [Fact]
    public async Task A_fingerprint_that_takes_long_keeps_nobody_waiting_while_the_last_is_young()
    {
        var slow = new SlowFingerprint(accounts);
        await using var three = new StoredEpoch(slow, clock);
        var before = await three.CurrentAsync(Cancellation);
        slow.Hold();
        clock.Move(AccountsFingerprint.Ahead);

        Assert.Equal(before, await three.CurrentAsync(Cancellation));
        await slow.Reached;
        clock.Move(StoredEpoch.Term * 2);
        Assert.Equal(before, await three.CurrentAsync(Cancellation));

        clock.Move(AccountsFingerprint.Interval - AccountsFingerprint.Ahead);
        var late = three.CurrentAsync(Cancellation).AsTask();
        Assert.False(late.IsCompleted);
        slow.Release();
        Assert.Equal(before, await late);
    }

    [Fact]
    public async Task Another_programs_change_shows_after_the_interval()
    {
        var before = await two.CurrentAsync(Cancellation);
        await accounts.WriteAsync(
            static async session =>
            {
                await session.ExecuteAsync(new Sql("INSERT INTO users (username, password_hash, is_admin) VALUES ('other', 'x', false)"));
            },
            Cancellation
        );

        clock.Move(AccountsFingerprint.Interval);

        Assert.NotEqual(before, await two.CurrentAsync(Cancellation));
    }
}
