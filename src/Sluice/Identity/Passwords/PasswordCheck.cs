namespace Sluice.Identity.Passwords;

/// <summary>Whether a name and a password belong together, and to whom.</summary>
internal interface IPasswordCheck
{
    /// <summary>Judges a name and a password.</summary>
    /// <param name="name">The user name.</param>
    /// <param name="password">The password.</param>
    /// <param name="known">What was found for the same two before; null when nothing was.</param>
    /// <exception cref="SignInUnavailableException">Too many checks wait.</exception>
    ValueTask<PasswordVerdict> CheckAsync(string name, string password, PasswordVerdict? known);
}

/// <summary>What was found for a name and a password.</summary>
/// <param name="Principal">Whom they prove; null when they are wrong.</param>
/// <param name="Proof">What the password was compared with. While that is the same, the same password needs no second comparison.</param>
internal sealed record PasswordVerdict(Principal? Principal, PasswordProof Proof);
