using Sluice.Identity.Basic;

namespace Sluice.Identity;

/// <summary>A server with MLflow's accounts.</summary>
internal sealed class AccountSignIn(AuthEpoch epochs, BasicSignIn basic) : SignIn
{
    /// <inheritdoc/>
    public override ValueTask<long> EpochAsync(CancellationToken cancelled) => epochs.CurrentAsync(cancelled);

    /// <inheritdoc/>
    public override ValueTask<Principal?> SignInAsync(string authorization, long epoch, CancellationToken cancelled) =>
        basic.SignInAsync(authorization, epoch, cancelled);
}
