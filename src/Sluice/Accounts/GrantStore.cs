using Sluice.Access;
using Sluice.Identity;
using Sluice.Storage;

namespace Sluice.Accounts;

/// <summary>
/// Direct grants: they live in a role of the user's own, made on first use. Source: contract, authorization.md section 5 and
/// schema/initial-rows.md section 3.
/// </summary>
internal sealed class GrantStore(AuthEpoch epoch)
{
    private static readonly Sql MakeRole = new(
        "INSERT INTO roles (name, workspace) VALUES (@role, @workspace) ON CONFLICT (workspace, name) DO NOTHING"
    );

    private static readonly Sql RoleId = new("SELECT id FROM roles WHERE name = @role AND workspace = @workspace");

    private static readonly Sql Assign = new(
        "INSERT INTO user_role_assignments (user_id, role_id) VALUES (@user, @role) ON CONFLICT (user_id, role_id) DO NOTHING"
    );

    private static readonly Sql Put = new(
        """
        INSERT INTO role_permissions (role_id, resource_type, resource_pattern, permission)
        VALUES (@role, @type, @pattern, @permission)
        ON CONFLICT (role_id, resource_type, resource_pattern) DO UPDATE SET permission = excluded.permission
        """
    );

    /// <summary>Gives a user a permission on one resource directly; an existing direct grant on it is replaced.</summary>
    public async ValueTask GrantAsync(long userId, ResourceType type, string id, Permission permission, CancellationToken cancelled) =>
        await epoch.ChangeAsync(
            async session =>
            {
                var role = UserStore.OwnRole(userId);
                await session.ExecuteAsync(MakeRole, ("role", role), ("workspace", GrantSet.DefaultWorkspace));
                var roleId = await session.FirstAsync(
                    RoleId,
                    static row => row.Int64(0),
                    ("role", role),
                    ("workspace", GrantSet.DefaultWorkspace)
                );
                await session.ExecuteAsync(Assign, ("user", userId), ("role", roleId));
                return await session.ExecuteAsync(
                    Put,
                    ("role", roleId),
                    ("type", type.Name()),
                    ("pattern", id),
                    ("permission", permission.Name())
                );
            },
            cancelled
        );
}
