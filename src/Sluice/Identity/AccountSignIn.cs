using Sluice.Identity.Epochs;

namespace Sluice.Identity;

/// <summary>A server with accounts: of several ways to sign in, the first that takes what a request presents decides.</summary>
/// <param name="epochs">The accounts' epoch.</param>
/// <param name="ways">The ways, in the order in which they are asked.</param>
internal sealed class AccountSignIn(AuthEpoch epochs, params IWayToSignIn[] ways) : SignIn
{
    /// <inheritdoc/>
    public override string Challenge { get; } = string.Join(", ", ways.Select(way => way.Challenge));

    /// <inheritdoc/>
    public override ValueTask<long> EpochAsync(CancellationToken cancelled) => epochs.CurrentAsync(cancelled);

    /// <inheritdoc/>
    public override ValueTask<Principal?> SignInAsync(PresentedCredentials presented, long epoch, CancellationToken cancelled)
    {
        foreach (var way in ways)
        {
            if (way.Takes(presented))
            {
                return way.SignInAsync(presented, epoch, cancelled);
            }
        }
        return new ValueTask<Principal?>((Principal?)null);
    }
}
