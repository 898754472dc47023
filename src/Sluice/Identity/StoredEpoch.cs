using Sluice.Storage;

namespace Sluice.Identity;

/// <summary>
/// The epoch of accounts that share a database with other writers: a row that Sluice advances with every change, so that its own
/// changes act at once in every process; and the accounts' fingerprint, so that MLflow's changes act within
/// <see cref="AccountsFingerprint.Interval"/>. Reads are shared: whoever arrives while one is under way waits for the next, which
/// serves all that wait.
/// </summary>
internal sealed class StoredEpoch(Database accounts, TimeProvider clock) : AuthEpoch
{
    private static readonly Sql Stored = new("SELECT epoch FROM sluice_auth_epoch WHERE id = 1");

    private readonly Lock gate = new();
    private Task<long>? running;
    private Task<long>? next;
    private long stored = -1;
    private long fingerprint;
    private long fingerprintRead = long.MinValue;
    private long epoch;

    /// <inheritdoc/>
    public override ValueTask<long> CurrentAsync(CancellationToken cancelled)
    {
        lock (gate)
        {
            if (running is null or { IsCompleted: true })
            {
                running = ReadAsync();
                return new ValueTask<long>(running);
            }
            next ??= AfterAsync(running);
            return new ValueTask<long>(next);
        }
    }

    private async Task<long> AfterAsync(Task<long> before)
    {
        await ((Task)before).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        lock (gate)
        {
            running = next;
            next = null;
        }
        return await ReadAsync();
    }

    private async Task<long> ReadAsync() =>
        await accounts.ReadAsync(
            async session =>
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
            },
            CancellationToken.None
        );
}
