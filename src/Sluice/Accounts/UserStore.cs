using Sluice.Identity.Epochs;
using Sluice.Identity.Passwords;
using Sluice.Storage;

namespace Sluice.Accounts;

/// <summary>The users' table.</summary>
internal sealed class UserStore(Database accounts, AuthEpoch epoch)
{
    private static readonly Sql All = new("SELECT id, username, password_hash, is_admin FROM users ORDER BY id");

    private static readonly Sql Insert = new(
        "INSERT INTO users (username, password_hash, is_admin) VALUES (@name, @hash, @admin) RETURNING id, username, password_hash, is_admin"
    );

    private static readonly Sql SetHash = new("UPDATE users SET password_hash = @hash WHERE id = @id");

    private static readonly Sql SetAdmin = new("UPDATE users SET is_admin = @admin WHERE id = @id");

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

    /// <summary>Makes an account.</summary>
    /// <exception cref="DuplicateKeyException">The name is taken.</exception>
    public async ValueTask<Account> CreateAsync(string name, string hash, bool isAdmin, CancellationToken cancelled) =>
        (
            await epoch.ChangeAsync(
                session => session.FirstAsync(Insert, CredentialStore.ReadAccount, ("name", name), ("hash", hash), ("admin", isAdmin)),
                cancelled
            )
        )!;

    /// <summary>Replaces a password's hash.</summary>
    public async ValueTask UpdateHashAsync(long id, string hash, CancellationToken cancelled) =>
        await epoch.ChangeAsync(session => session.ExecuteAsync(SetHash, ("hash", hash), ("id", id)), cancelled);

    /// <summary>Sets or takes the admin flag.</summary>
    public async ValueTask UpdateAdminAsync(long id, bool isAdmin, CancellationToken cancelled) =>
        await epoch.ChangeAsync(session => session.ExecuteAsync(SetAdmin, ("admin", isAdmin), ("id", id)), cancelled);

    /// <summary>Deletes an account with everything that was granted or assigned to it; what its user made stays.</summary>
    public async ValueTask DeleteAsync(long id, CancellationToken cancelled) =>
        await epoch.ChangeAsync(
            async session =>
            {
                var role = OwnRole(id);
                await session.ExecuteAsync(DeletePermissionsOfOwnRoles, ("role", role));
                await session.ExecuteAsync(DeleteAssignments, ("id", id), ("role", role));
                await session.ExecuteAsync(DeleteOwnRoles, ("role", role));
                foreach (var legacy in DeleteLegacyGrants)
                {
                    await session.ExecuteAsync(legacy, ("id", id));
                }
                return await session.ExecuteAsync(DeleteUser, ("id", id));
            },
            cancelled
        );
}
