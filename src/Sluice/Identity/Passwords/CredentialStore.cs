using Sluice.Storage;

namespace Sluice.Identity.Passwords;

/// <summary>What signing in reads of the accounts.</summary>
internal sealed class CredentialStore(Database accounts)
{
    private static readonly Sql ByName = new("SELECT id, username, password_hash, is_admin FROM users WHERE username = @name");

    private static readonly Sql ReplaceHash = new(
        """
        UPDATE users SET password_hash = @hash
        WHERE id = @id AND username = @name AND coalesce(password_hash, '') = @read
        """
    );

    /// <summary>The account of a name, or null.</summary>
    public ValueTask<Account?> FindAsync(string name, CancellationToken cancelled) =>
        accounts.ReadAsync(session => session.FirstAsync(ByName, ReadAccount, ("name", name)), cancelled);

    /// <summary>Replaces an account's hash, unless it is no longer the one that was read.</summary>
    /// <returns>Whether it was replaced.</returns>
    public static async ValueTask<bool> ReplaceHashAsync(Session session, Account read, string hash) =>
        await session.ExecuteAsync(ReplaceHash, ("hash", hash), ("id", read.Id), ("name", read.Name), ("read", read.PasswordHash)) > 0;

    /// <summary>Reads a row of id, username, password_hash and is_admin.</summary>
    public static Account ReadAccount(Row row) => new(row.Int64(0), row.Text(1), row.TextOrNull(2) ?? "", row.Bool(3));
}

/// <summary>A row of the users' table.</summary>
/// <param name="Id">The number.</param>
/// <param name="Name">The user name, case-sensitive.</param>
/// <param name="PasswordHash">See <see cref="Passwords.PasswordHash"/>.</param>
/// <param name="IsAdmin">The admin flag.</param>
internal sealed record Account(long Id, string Name, string PasswordHash, bool IsAdmin);
