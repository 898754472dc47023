using Sluice.Storage;

namespace Sluice.Identity;

/// <summary>
/// The state of the accounts as a number that grows with every change of users, roles or grants. What was verified or read at one
/// epoch is valid at that epoch alone, so that a change acts at once, in every process on the same accounts.
/// </summary>
internal abstract class AuthEpoch : IAsyncDisposable
{
    /// <summary>Advances the epoch; runs in the transaction of the change.</summary>
    public static readonly Sql Advance = new("UPDATE sluice_auth_epoch SET epoch = epoch + 1 WHERE id = 1");

    /// <summary>The epoch, read after this call began.</summary>
    public abstract ValueTask<long> CurrentAsync(CancellationToken cancelled);

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
