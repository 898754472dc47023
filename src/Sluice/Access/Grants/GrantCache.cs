using System.Collections.Concurrent;
using Sluice.Identity;
using Sluice.Storage;

namespace Sluice.Access.Grants;

/// <summary>The grants of the users that called lately, each valid at the epoch at which it was read.</summary>
/// <param name="accounts">The accounts' database; null for a server without accounts.</param>
/// <param name="defaultPermission">What holds where no grant speaks.</param>
/// <param name="capacity">Most users; when one more comes, all are dropped.</param>
internal sealed class GrantCache(Database? accounts, Permission defaultPermission, int capacity)
{
    private static readonly Sql OfUser = new(
        """
        SELECT r.id, r.name, r.workspace, p.resource_type, p.resource_pattern, p.permission
        FROM user_role_assignments a
        JOIN roles r ON r.id = a.role_id
        JOIN role_permissions p ON p.role_id = r.id
        WHERE a.user_id = @user AND r.workspace = @workspace
        ORDER BY p.id
        """
    );

    private readonly ConcurrentDictionary<long, (long Epoch, EffectivePermissions Grants)> users = new();

    /// <summary>The grants of a user.</summary>
    public async ValueTask<EffectivePermissions> OfAsync(Principal principal, long epoch, CancellationToken cancelled)
    {
        if (users.TryGetValue(principal.UserId, out var known) && known.Epoch == epoch)
        {
            return known.Grants;
        }
        if (accounts is null)
        {
            return new EffectivePermissions([], defaultPermission);
        }
        var rows = await accounts.ReadAsync(
            session => session.QueryAsync(OfUser, Read, ("user", principal.UserId), ("workspace", EffectivePermissions.DefaultWorkspace)),
            cancelled
        );
        var grants = new EffectivePermissions(rows, defaultPermission);
        if (users.Count >= capacity && !users.ContainsKey(principal.UserId))
        {
            users.Clear();
        }
        users[principal.UserId] = (epoch, grants);
        return grants;
    }

    private static Grant Read(Row row) =>
        new(row.Int64(0), row.Text(1), row.Text(2), row.Text(3), row.Text(4), PermissionNames.Parse(row.Text(5)));
}

/// <summary>One row of what a user's roles allow or forbid.</summary>
/// <param name="RoleId">The role's number.</param>
/// <param name="RoleName">The role; <c>__user_N__</c> holds what was granted to user N directly.</param>
/// <param name="Workspace">The role's workspace.</param>
/// <param name="Type">The kind of resource, in the protocol's words (see <see cref="ResourceTypeNames"/>).</param>
/// <param name="Pattern">A resource's id or name, or <c>*</c>.</param>
/// <param name="Permission">What it gives, or the veto.</param>
internal sealed record Grant(long RoleId, string RoleName, string Workspace, string Type, string Pattern, Permission Permission);
