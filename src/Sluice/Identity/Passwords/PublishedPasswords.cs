namespace Sluice.Identity.Passwords;

/// <summary>Passwords that were once published as defaults. They open nothing. Source: contract, authorization.md section 16, rule 25.</summary>
internal static class PublishedPasswords
{
    /// <summary>The passwords.</summary>
    public static IReadOnlyList<string> All { get; } = ["password1234", "password"];
}
