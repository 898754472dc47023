using Xunit;

namespace Sluice.Http.Tests.Servers;

/// <summary>Who calls a server in tests, and what they are granted.</summary>
internal static class ServerCallers
{
    /// <summary>The administrator.</summary>
    public static Caller Admin(this SluiceServer server) => new(server.Port, ServerLaunch.AdminName, ServerLaunch.AdminPassword);

    /// <summary>A user with the usual password.</summary>
    public static Caller As(this SluiceServer server, string name) => new(server.Port, name);

    /// <summary>Nobody: no credentials.</summary>
    public static Caller Anonymous(this SluiceServer server) => new(server.Port, null);

    /// <summary>Writes direct grants into the accounts; they hold on every server on them from the next request on.</summary>
    public static async Task Grant(this SluiceServer server, params (string User, string Type, string Pattern, string Permission)[] grants)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var accounts = await server.Place.OpenAccounts(cancellation);
        await using var transaction = await accounts.BeginTransactionAsync(cancellation);
        foreach (var (user, type, pattern, permission) in grants)
        {
            await accounts.Execute(
                """
                INSERT INTO roles (name, workspace) SELECT '__user_' || id || '__', 'default' FROM users WHERE username = @p0
                ON CONFLICT (workspace, name) DO NOTHING
                """,
                user
            );
            await accounts.Execute(
                """
                INSERT INTO user_role_assignments (user_id, role_id)
                SELECT u.id, r.id FROM users u JOIN roles r ON r.name = '__user_' || u.id || '__' WHERE u.username = @p0
                ON CONFLICT (user_id, role_id) DO NOTHING
                """,
                user
            );
            await accounts.Execute(
                """
                INSERT INTO role_permissions (role_id, resource_type, resource_pattern, permission)
                SELECT r.id, @p1, @p2, @p3 FROM users u JOIN roles r ON r.name = '__user_' || u.id || '__' WHERE u.username = @p0
                ON CONFLICT (role_id, resource_type, resource_pattern) DO UPDATE SET permission = excluded.permission
                """,
                user,
                type,
                pattern,
                permission
            );
        }
        await transaction.CommitAsync(cancellation);
        // No route grants yet. A change through a server is answered when all that is in the accounts acts everywhere.
        await server.Admin().Done("PATCH", "users/update-admin", $$"""{"username": "{{grants[0].User}}", "is_admin": false}""");
    }
}
