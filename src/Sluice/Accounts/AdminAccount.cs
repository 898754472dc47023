using System.Security.Cryptography;
using Sluice.Identity.Passwords;
using Sluice.Storage;

namespace Sluice.Accounts;

/// <summary>
/// The administrator who exists from the first start on. Source: docs/access.md, "The first administrator".
/// </summary>
internal sealed class AdminAccount(UserStore users)
{
    /// <summary>Letters of a generated password: none that are mistaken for another.</summary>
    private const string Letters = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    /// <summary>Makes the account where it is missing.</summary>
    /// <param name="name">The configured name.</param>
    /// <param name="password">The configured password, or null to make one.</param>
    /// <returns>The password when it was made here, to be shown once; else null.</returns>
    public async ValueTask<string?> EnsureAsync(string name, string? password)
    {
        if (await users.FindAsync(name, CancellationToken.None) is not null)
        {
            return null;
        }
        var chosen = password ?? Generate();
        try
        {
            await users.CreateAsync(Standing.OfServer, name, PasswordHash.Make(chosen), isAdmin: true, CancellationToken.None);
        }
        catch (DuplicateKeyException)
        {
            // Another server that started at the same time made it.
            return null;
        }
        return password is null ? chosen : null;
    }

    /// <summary>
    /// Gives an administrator who still has a password that was once published the configured one. It takes the time of two hashes and
    /// nobody waits for it: such a password signs nobody in anyway.
    /// </summary>
    /// <returns>A sentence for the start's output when he is locked out, or null.</returns>
    public async Task<string?> ReplacePublishedAsync(string name, string? password)
    {
        if (
            await users.FindAsync(name, CancellationToken.None) is not { } present
            || !PublishedPasswords.All.Any(published => PasswordHash.Verify(present.PasswordHash, published))
        )
        {
            return null;
        }
        if (password is null)
        {
            return $"WARNING: The password of '{name}' was once published, so it signs nobody in. Set admin_password, and start again.";
        }
        return await users.ReplaceHashAsync(Standing.OfServer, present, PasswordHash.Make(password), CancellationToken.None)
            ? $"The password of '{name}' was once published; the configured one replaces it."
            : null;
    }

    private static string Generate() => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Letters, 5)));
}
