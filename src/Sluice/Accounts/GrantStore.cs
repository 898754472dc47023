using Sluice.Access.Grants;
using Sluice.Identity;
using Sluice.Storage;

namespace Sluice.Accounts;

/// <summary>
/// Direct grants: they live in a role of the user's own, made on first use. Source: docs/access.md, "Kinds of resources".
/// </summary>
internal sealed class GrantStore(AccountChanges changes) : IResourceGrants
{
    private static readonly Sql MakeRole = new(
        "INSERT INTO roles (name, workspace) VALUES (@role, @workspace) ON CONFLICT (workspace, name) DO NOTHING"
    );

    private static readonly Sql Assign = new(
        """
        INSERT INTO user_role_assignments (user_id, role_id)
        SELECT @user, id FROM roles WHERE name = @role AND workspace = @workspace
        ON CONFLICT (user_id, role_id) DO NOTHING
        """
    );

    private static readonly Sql Put = new(
        """
        INSERT INTO role_permissions (role_id, resource_type, resource_pattern, permission)
        SELECT id, @type, @pattern, @permission FROM roles WHERE name = @role AND workspace = @workspace
        ON CONFLICT (role_id, resource_type, resource_pattern) DO UPDATE SET permission = excluded.permission
        """
    );

    private static readonly Sql DeleteDirect = new(
        """
        DELETE FROM role_permissions
        WHERE resource_type = @type AND resource_pattern = @pattern
          AND role_id IN (SELECT id FROM roles WHERE workspace = @workspace AND substr(name, 1, length(@own)) = @own)
        """
    );

    private static readonly Sql RenameDirect = new(
        """
        UPDATE role_permissions SET resource_pattern = @to
        WHERE resource_type = @type AND resource_pattern = @pattern
          AND role_id IN (SELECT id FROM roles WHERE workspace = @workspace AND substr(name, 1, length(@own)) = @own)
        """
    );

    /// <inheritdoc/>
    public async ValueTask CreatedAsync(Principal creator, ResourceType type, string id) =>
        await changes.MakeAsync(
            Standing.OfUser(creator),
            session => GrantAsync(session, creator.UserId, type, id, Permission.Manage),
            CancellationToken.None
        );

    /// <inheritdoc/>
    public async ValueTask RenamedAsync(ResourceType type, string from, string to) =>
        await changes.MakeAsync(
            Standing.OfServer,
            async session =>
            {
                // What an earlier resource of the new name left behind is not this one's.
                await DeleteDirectAsync(session, type, to);
                return await session.ExecuteAsync(
                    RenameDirect,
                    ("to", to),
                    ("type", type.Name()),
                    ("pattern", from),
                    ("workspace", EffectivePermissions.DefaultWorkspace),
                    ("own", UserStore.OwnRolePrefix)
                );
            },
            CancellationToken.None
        );

    /// <inheritdoc/>
    public async ValueTask DeletedAsync(ResourceType type, string id) =>
        await changes.MakeAsync(Standing.OfServer, session => DeleteDirectAsync(session, type, id), CancellationToken.None);

    /// <summary>Gives a user a permission on one resource directly; an existing direct grant on it is replaced.</summary>
    private static async ValueTask<int> GrantAsync(Session session, long userId, ResourceType type, string id, Permission permission)
    {
        Parameter role = ("role", UserStore.OwnRole(userId));
        Parameter workspace = ("workspace", EffectivePermissions.DefaultWorkspace);
        await session.ExecuteAsync(MakeRole, role, workspace);
        await session.ExecuteAsync(Assign, ("user", userId), role, workspace);
        return await session.ExecuteAsync(Put, ("type", type.Name()), ("pattern", id), ("permission", permission.Name()), role, workspace);
    }

    private static ValueTask<int> DeleteDirectAsync(Session session, ResourceType type, string id) =>
        session.ExecuteAsync(
            DeleteDirect,
            ("type", type.Name()),
            ("pattern", id),
            ("workspace", EffectivePermissions.DefaultWorkspace),
            ("own", UserStore.OwnRolePrefix)
        );
}
