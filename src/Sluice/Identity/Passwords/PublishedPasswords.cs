namespace Sluice.Identity.Passwords;

/// <summary>Passwords that were once published as defaults. They open nothing. Source: docs/access.md, "Published passwords".</summary>
internal static class PublishedPasswords
{
    /// <summary>The passwords.</summary>
    public static IReadOnlyList<string> All { get; } = ["password1234", "password"];
}
