namespace Sluice.Identity;

/// <summary>A server without accounts: everybody may do everything, whatever credentials he sends.</summary>
internal sealed class NoSignIn : SignIn
{
    /// <inheritdoc/>
    public override string Challenge => "";

    /// <inheritdoc/>
    public override ValueTask<long> EpochAsync(CancellationToken cancelled) => ValueTask.FromResult(0L);

    /// <inheritdoc/>
    public override ValueTask<Principal?> SignInAsync(PresentedCredentials presented, long epoch, CancellationToken cancelled) =>
        ValueTask.FromResult<Principal?>(Principal.Everyone);
}
