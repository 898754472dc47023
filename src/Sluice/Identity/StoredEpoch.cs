using Sluice.Storage;

namespace Sluice.Identity;

/// <summary>
/// The epoch of accounts that share a database with other writers: a row that Sluice advances with every change, so that its own
/// changes act at once in every process; and the accounts' fingerprint, so that MLflow's changes act within
/// <see cref="AccountsFingerprint.Interval"/>. Reads are shared: whoever arrives while one is under way waits for the next, which
/// serves all that wait.
/// </summary>
internal sealed class StoredEpoch : AuthEpoch
{
    private static readonly Sql Stored = new("SELECT epoch FROM sluice_auth_epoch WHERE id = 1");

    private readonly TimeProvider clock;
    private readonly WorkGroup<Wanted> group;
    private long stored = -1;
    private long fingerprint;
    private long fingerprintRead = long.MinValue;
    private long epoch;

    /// <param name="accounts">The accounts' database.</param>
    /// <param name="clock">The clock.</param>
    public StoredEpoch(Database accounts, TimeProvider clock)
    {
        this.clock = clock;
        group = new WorkGroup<Wanted>(
            async all =>
            {
                var now = await accounts.ReadAsync(ReadAsync, CancellationToken.None);
                foreach (var one in all)
                {
                    one.Epoch = now;
                }
            },
            lanes: 1
        );
    }

    /// <inheritdoc/>
    public override async ValueTask<long> CurrentAsync(CancellationToken cancelled)
    {
        var wanted = new Wanted();
        await group.DoAsync(wanted);
        return wanted.Epoch;
    }

    private async ValueTask<long> ReadAsync(Session session)
    {
        var now = await session.FirstAsync(Stored, static row => row.Int64(0));
        var changed = now != stored;
        if (changed || clock.GetElapsedTime(fingerprintRead) >= AccountsFingerprint.Interval)
        {
            var print = await AccountsFingerprint.ReadAsync(session);
            changed |= print != fingerprint;
            fingerprint = print;
            fingerprintRead = clock.GetTimestamp();
        }
        stored = now;
        return changed ? ++epoch : epoch;
    }

    private sealed class Wanted
    {
        public long Epoch { get; set; }
    }
}
