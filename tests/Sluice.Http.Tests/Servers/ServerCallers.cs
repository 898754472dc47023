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

    /// <summary>Writes direct grants into the accounts, as another server would; they hold from the next request on.</summary>
    public static async Task Grant(this ServerPlace place, params (string User, string Type, string Pattern, string Permission)[] grants)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var accounts = await place.OpenAccounts(cancellation);
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
        await accounts.Execute("UPDATE sluice_auth_epoch SET epoch = epoch + 1 WHERE id = 1");
        await transaction.CommitAsync(cancellation);
        if (place.Database == DatabaseKind.Postgres)
        {
            // A server's change completes after this term, too: until then others may use what they have read.
            await Task.Delay(20, cancellation);
        }
    }
}
