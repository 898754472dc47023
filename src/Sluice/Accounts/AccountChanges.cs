using Sluice.Identity.Epochs;
using Sluice.Storage;

namespace Sluice.Accounts;

/// <summary>
/// The one way to change users or grants. In one unit of work the epoch advances, whose row keeps all other changes waiting; then the
/// caller's <see cref="Standing"/> is looked up, and what he wants is written.
/// </summary>
internal sealed class AccountChanges(AuthEpoch epoch)
{
    /// <summary>Makes a change. When the task completes, it acts in every process.</summary>
    /// <param name="standing">By what right.</param>
    /// <param name="change">Writes it, on the state on which the standing was found.</param>
    /// <param name="cancelled">Fires when the caller has gone.</param>
    /// <exception cref="Protocol.MlflowException">The caller has lost the right; nothing was written.</exception>
    public ValueTask<T> MakeAsync<T>(Standing standing, Func<Session, ValueTask<T>> change, CancellationToken cancelled) =>
        epoch.ChangeAsync(
            async session =>
            {
                await standing.CheckAsync(session);
                return await change(session);
            },
            cancelled
        );
}
