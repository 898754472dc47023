using Sluice.Storage;

namespace Sluice.Identity.Epochs;

/// <summary>
/// The epoch of accounts that share a database with other writers: a row that Sluice advances with every change, and the accounts'
/// fingerprint, so that MLflow's changes act within <see cref="AccountsFingerprint.Interval"/>. A reading holds for a short
/// <see cref="Term"/>, and a change completes only after the terms of all earlier readings, so that requests need not read, and every
/// change that was answered acts on every request that comes after. Each process measures its own terms; no clocks are compared.
/// </summary>
internal sealed class StoredEpoch : AuthEpoch
{
    /// <summary>How long a reading holds, from before it was asked for. It is the same in all processes on the same accounts.</summary>
    public static readonly TimeSpan Term = TimeSpan.FromMilliseconds(10);

    private static readonly Sql Stored = new("SELECT epoch FROM sluice_auth_epoch WHERE id = 1");

    private readonly Database accounts;
    private readonly TimeProvider clock;
    private readonly WorkGroup<Wanted> group;
    private Reading? last;
    private long stored = -1;
    private long fingerprint;
    private long fingerprintRead;
    private long epoch;

    /// <param name="accounts">The accounts' database.</param>
    /// <param name="clock">The clock.</param>
    public StoredEpoch(Database accounts, TimeProvider clock)
        : base(accounts)
    {
        this.accounts = accounts;
        this.clock = clock;
        group = new WorkGroup<Wanted>(async all =>
        {
            var reading = Held() ?? await ReadAsync();
            foreach (var one in all)
            {
                one.Epoch = reading.Epoch;
            }
        });
    }

    /// <inheritdoc/>
    public override ValueTask<long> CurrentAsync(CancellationToken cancelled) =>
        Held() is { } reading ? ValueTask.FromResult(reading.Epoch) : ReadTogetherAsync();

    /// <inheritdoc/>
    protected override async ValueTask SettleAsync()
    {
        var committed = clock.GetTimestamp();
        do
        {
            // A timer may be early by a part of its millisecond.
            await Task.Delay(Term + TimeSpan.FromMilliseconds(1), clock);
        } while (clock.GetElapsedTime(committed) < Term);
    }

    private Reading? Held() => Volatile.Read(ref last) is { } reading && clock.GetElapsedTime(reading.Began) < Term ? reading : null;

    private async ValueTask<long> ReadTogetherAsync()
    {
        var wanted = new Wanted();
        await group.DoAsync(wanted);
        return wanted.Epoch;
    }

    private async ValueTask<Reading> ReadAsync()
    {
        var began = clock.GetTimestamp();
        var found = await accounts.ReadAsync(session => ReadAsync(session, began), CancellationToken.None);
        var reading = new Reading(found, began);
        Volatile.Write(ref last, reading);
        return reading;
    }

    private async ValueTask<long> ReadAsync(Session session, long began)
    {
        var now = await session.FirstAsync(Stored, static row => row.Int64(0));
        var changed = now != stored;
        if (changed || clock.GetElapsedTime(fingerprintRead, began) >= AccountsFingerprint.Interval - Term)
        {
            var print = await AccountsFingerprint.ReadAsync(session);
            changed |= print != fingerprint;
            fingerprint = print;
            fingerprintRead = began;
        }
        stored = now;
        return changed ? ++epoch : epoch;
    }

    /// <param name="Epoch">The epoch that was found.</param>
    /// <param name="Began">The clock's timestamp before it was asked for.</param>
    private sealed record Reading(long Epoch, long Began);

    private sealed class Wanted
    {
        public long Epoch { get; set; }
    }
}
