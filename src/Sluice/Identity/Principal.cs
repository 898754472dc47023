using Sluice.Identity.Passwords;

namespace Sluice.Identity;

/// <summary>Who sent a request.</summary>
/// <param name="UserId">The account's number; 0 where the server has no accounts.</param>
/// <param name="Name">The user name.</param>
/// <param name="IsAdmin">Whether every check passes.</param>
internal sealed record Principal(long UserId, string Name, bool IsAdmin)
{
    /// <summary>The password's hash that proved it; null where something else did.</summary>
    public PasswordProof? Proof { get; init; }

    /// <summary>Whoever calls a public route without signing in: nothing else is allowed.</summary>
    public static Principal Nobody { get; } = new(-1, "", false);

    /// <summary>Whoever calls a server without accounts: everything is allowed.</summary>
    public static Principal Everyone { get; } = new(0, "", true);
}
