namespace Sluice.Identity.Passwords;

/// <summary>The stored hash that a password was compared with, or the one that replaces it for the same password.</summary>
/// <param name="hash">The hash as it was read.</param>
internal sealed class PasswordProof(string hash)
{
    private string? renewed;

    /// <summary>Whether what is stored now is the same, so that the same comparison would have the same outcome.</summary>
    public bool Is(string stored) => stored == hash || stored == Volatile.Read(ref renewed);

    /// <summary>Tells of the hash that is about to replace it.</summary>
    public void Renew(string stronger) => Volatile.Write(ref renewed, stronger);
}
