using Sluice.Identity.Passwords;
using Sluice.Storage;

namespace Sluice.Accounts;

/// <summary>The users' table. An account is changed by number and name as it was read, so that no change lands on another.</summary>
internal sealed class UserStore(Database accounts, AccountChanges changes)
{
    private static readonly Sql All = new("SELECT id, username, password_hash, is_admin FROM users ORDER BY id");

    private static readonly Sql Insert = new(
        "INSERT INTO users (id, username, password_hash, is_admin) VALUES (@id, @name, @hash, @admin)"
    );

    private static readonly Sql NextIdOfSqlite = new(
        """
        UPDATE sluice_user_ids SET last = max(last, coalesce((SELECT max(id) FROM users), 0)) + 1
        WHERE id = 1
        RETURNING last
        """
    );

    private static readonly Sql NextIdOfPostgres = new("SELECT nextval(pg_get_serial_sequence('users', 'id'))");

    private static readonly Sql KeepId = new("UPDATE sluice_user_ids SET last = @id WHERE id = 1 AND last < @id");

    private static readonly Sql StillThere = new("SELECT count(*) FROM users WHERE id = @id AND username = @name");

    private static readonly Sql SetHash = new("UPDATE users SET password_hash = @hash WHERE id = @id AND username = @name");

    private static readonly Sql SetAdmin = new("UPDATE users SET is_admin = @admin WHERE id = @id AND username = @name");

    private static readonly Sql DeletePermissionsOfOwnRoles = new(
        "DELETE FROM role_permissions WHERE role_id IN (SELECT id FROM roles WHERE name = @role)"
    );

    private static readonly Sql DeleteAssignments = new(
        "DELETE FROM user_role_assignments WHERE user_id = @id OR role_id IN (SELECT id FROM roles WHERE name = @role)"
    );

    private static readonly Sql DeleteOwnRoles = new("DELETE FROM roles WHERE name = @role");

    private static readonly Sql[] DeleteLegacyGrants =
    [
        new("DELETE FROM experiment_permissions WHERE user_id = @id"),
        new("DELETE FROM registered_model_permissions WHERE user_id = @id"),
        new("DELETE FROM scorer_permissions WHERE user_id = @id"),
        new("DELETE FROM gateway_secret_permissions WHERE user_id = @id"),
        new("DELETE FROM gateway_endpoint_permissions WHERE user_id = @id"),
        new("DELETE FROM gateway_model_definition_permissions WHERE user_id = @id"),
        new("DELETE FROM workspace_permissions WHERE user_id = @id"),
    ];

    private static readonly Sql DeleteUser = new("DELETE FROM users WHERE id = @id");

    /// <summary>How the names of the roles begin that hold what was granted to users directly.</summary>
    public const string OwnRolePrefix = "__user_";

    /// <summary>The role that holds what was granted to a user directly.</summary>
    public static string OwnRole(long userId) => $"{OwnRolePrefix}{userId}__";

    /// <summary>All accounts, by number.</summary>
    public ValueTask<List<Account>> ListAsync(CancellationToken cancelled) =>
        accounts.ReadAsync(session => session.QueryAsync(All, CredentialStore.ReadAccount), cancelled);

    /// <summary>The account of a name, or null.</summary>
    public ValueTask<Account?> FindAsync(string name, CancellationToken cancelled) =>
        new CredentialStore(accounts).FindAsync(name, cancelled);

    /// <summary>Makes an account. Its number was never another's.</summary>
    /// <exception cref="DuplicateKeyException">The name is taken.</exception>
    public ValueTask<Account> CreateAsync(Standing standing, string name, string hash, bool isAdmin, CancellationToken cancelled) =>
        changes.MakeAsync(
            standing,
            async session =>
            {
                // SQLite would give the number of the last account, once that is deleted, to the next one. PostgreSQL's sequence doesn't.
                var next = session.Dialect == Dialect.Sqlite ? NextIdOfSqlite : NextIdOfPostgres;
                var id = await session.FirstAsync(next, static row => row.Int64(0));
                await session.ExecuteAsync(Insert, ("id", id), ("name", name), ("hash", hash), ("admin", isAdmin));
                return new Account(id, name, hash, isAdmin);
            },
            cancelled
        );

    /// <summary>Replaces a password's hash, unless it is no longer the one that was read.</summary>
    /// <returns>Whether it was replaced.</returns>
    public ValueTask<bool> ReplaceHashAsync(Standing standing, Account account, string hash, CancellationToken cancelled) =>
        changes.MakeAsync(standing, session => CredentialStore.ReplaceHashAsync(session, account, hash), cancelled);

    /// <summary>Replaces a password's hash, whichever it is by now.</summary>
    /// <returns>Whether the account is there.</returns>
    public ValueTask<bool> ResetHashAsync(Standing standing, Account account, string hash, CancellationToken cancelled) =>
        changes.MakeAsync(
            standing,
            async session => await session.ExecuteAsync(SetHash, ("hash", hash), ("id", account.Id), ("name", account.Name)) > 0,
            cancelled
        );

    /// <summary>Sets or takes the admin flag.</summary>
    /// <returns>Whether the account is there.</returns>
    public ValueTask<bool> UpdateAdminAsync(Standing standing, Account account, bool isAdmin, CancellationToken cancelled) =>
        changes.MakeAsync(
            standing,
            async session => await session.ExecuteAsync(SetAdmin, ("admin", isAdmin), ("id", account.Id), ("name", account.Name)) > 0,
            cancelled
        );

    /// <summary>Deletes an account with everything that was granted or assigned to it; what its user made stays.</summary>
    /// <returns>Whether the account was there.</returns>
    public ValueTask<bool> DeleteAsync(Standing standing, Account account, CancellationToken cancelled) =>
        changes.MakeAsync(standing, session => DeleteAsync(session, account), cancelled);

    private static async ValueTask<bool> DeleteAsync(Session session, Account account)
    {
        var id = account.Id;
        if (await session.FirstAsync(StillThere, static row => row.Int64(0), ("id", id), ("name", account.Name)) == 0)
        {
            return false;
        }
        var role = OwnRole(id);
        await session.ExecuteAsync(DeletePermissionsOfOwnRoles, ("role", role));
        await session.ExecuteAsync(DeleteAssignments, ("id", id), ("role", role));
        await session.ExecuteAsync(DeleteOwnRoles, ("role", role));
        foreach (var legacy in DeleteLegacyGrants)
        {
            await session.ExecuteAsync(legacy, ("id", id));
        }
        await session.ExecuteAsync(DeleteUser, ("id", id));
        await session.ExecuteAsync(KeepId, ("id", id));
        return true;
    }
}
