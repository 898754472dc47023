namespace Sluice.Identity;

/// <summary>Names the caller of a request, on a state of the accounts in which all shows that changed before the request arrived.</summary>
internal abstract class SignIn
{
    /// <summary>How whoever isn't known may present himself: the value of <c>WWW-Authenticate</c>.</summary>
    public abstract string Challenge { get; }

    /// <summary>The accounts' epoch.</summary>
    public abstract ValueTask<long> EpochAsync(CancellationToken cancelled);

    /// <summary>The caller, or null when nobody valid presented himself.</summary>
    /// <param name="presented">What the request presents.</param>
    /// <param name="epoch">What <see cref="EpochAsync"/> gave for this request.</param>
    /// <param name="cancelled">Fires when the caller has gone.</param>
    /// <exception cref="SignInUnavailableException">It can't be judged at the moment.</exception>
    public abstract ValueTask<Principal?> SignInAsync(PresentedCredentials presented, long epoch, CancellationToken cancelled);
}

/// <summary>One way to sign in: it knows its credentials, judges them, and says how to present them.</summary>
internal interface IWayToSignIn
{
    /// <summary>What it asks of whoever isn't known, in the form of <c>WWW-Authenticate</c> (RFC 9110 section 11.6.1).</summary>
    string Challenge { get; }

    /// <summary>Whether the request presents credentials of this kind, good or bad.</summary>
    bool Takes(PresentedCredentials presented);

    /// <inheritdoc cref="SignIn.SignInAsync"/>
    ValueTask<Principal?> SignInAsync(PresentedCredentials presented, long epoch, CancellationToken cancelled);
}

/// <summary>What a request presents to prove who sends it. Another kind of credentials is another member.</summary>
/// <param name="Authorization">The <c>Authorization</c> header; empty when there is none.</param>
internal readonly record struct PresentedCredentials(string Authorization);

/// <summary>A sign-in can't be judged at the moment; the caller may try again.</summary>
internal sealed class SignInUnavailableException(string message) : Exception(message);
