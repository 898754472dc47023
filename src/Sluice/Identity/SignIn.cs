namespace Sluice.Identity;

/// <summary>Names the caller of a request, on a state of the accounts in which all shows that changed before the request arrived.</summary>
internal abstract class SignIn
{
    /// <summary>The accounts' epoch.</summary>
    public abstract ValueTask<long> EpochAsync(CancellationToken cancelled);

    /// <summary>The caller, or null when nobody valid presented himself.</summary>
    /// <param name="authorization">The <c>Authorization</c> header; empty when there is none.</param>
    /// <param name="epoch">What <see cref="EpochAsync"/> gave for this request.</param>
    /// <param name="cancelled">Fires when the caller has gone.</param>
    public abstract ValueTask<Principal?> SignInAsync(string authorization, long epoch, CancellationToken cancelled);
}
