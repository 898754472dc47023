using Sluice.Storage;

namespace Sluice.Identity.Epochs;

/// <summary>
/// The epoch of accounts that share a database with other writers: a row that Sluice advances with every change, and the accounts'
/// fingerprint, so that MLflow's changes act within <see cref="AccountsFingerprint.Interval"/>. A reading holds for a short
/// <see cref="Term"/>, and a change completes only after the terms of all earlier readings, so that requests need not read, and every
/// change that was answered acts on every request that comes after. Each process measures its own terms; no clocks are compared.
/// The fingerprint is read beside the requests, ahead of time; they wait for it only where the last is too old.
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
    private Fingerprint? fingerprint;
    private Task<Fingerprint>? nextFingerprint;
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
        var now = await accounts.ReadAsync(
            static session => session.FirstAsync(Stored, static row => row.Int64(0)),
            CancellationToken.None
        );
        if (now != stored)
        {
            stored = now;
            epoch++;
        }
        while (Age(began) >= AccountsFingerprint.Interval - Term)
        {
            await TakeFingerprintAsync();
        }
        if (Age(began) >= AccountsFingerprint.Ahead)
        {
            nextFingerprint ??= ReadFingerprintAsync();
        }
        if (nextFingerprint is { IsCompleted: true })
        {
            await TakeFingerprintAsync();
        }
        var reading = new Reading(epoch, began);
        Volatile.Write(ref last, reading);
        return reading;
    }

    /// <summary>How much older the fingerprint is than a reading.</summary>
    private TimeSpan Age(long began) => fingerprint is null ? TimeSpan.MaxValue : clock.GetElapsedTime(fingerprint.Began, began);

    private async ValueTask TakeFingerprintAsync()
    {
        nextFingerprint ??= ReadFingerprintAsync();
        try
        {
            var found = await nextFingerprint;
            epoch += found.Digest == fingerprint?.Digest ? 0 : 1;
            fingerprint = found;
        }
        finally
        {
            nextFingerprint = null;
        }
    }

    private async Task<Fingerprint> ReadFingerprintAsync()
    {
        var began = clock.GetTimestamp();
        // On SQLite a reading completes before it returns.
        await Task.Yield();
        return new Fingerprint(await accounts.ReadAsync(AccountsFingerprint.ReadAsync, CancellationToken.None), began);
    }

    /// <param name="Epoch">The epoch that was found.</param>
    /// <param name="Began">The clock's timestamp before it was asked for.</param>
    private sealed record Reading(long Epoch, long Began);

    /// <param name="Digest">What was found.</param>
    /// <param name="Began">The clock's timestamp before it was asked for.</param>
    private sealed record Fingerprint(long Digest, long Began);

    private sealed class Wanted
    {
        public long Epoch { get; set; }
    }
}
