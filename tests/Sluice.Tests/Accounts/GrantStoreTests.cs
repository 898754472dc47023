using Sluice.Access.Grants;
using Sluice.Accounts;
using Sluice.Identity;
using Sluice.Identity.Epochs;
using Sluice.Storage;
using Sluice.Storage.Schema;
using Sluice.Storage.Sqlite;
using Xunit;

namespace Sluice.Tests.Accounts;

/// <summary>What becomes of grants when a resource is made, renamed or deleted.</summary>
public sealed class GrantStoreTests : IAsyncLifetime
{
    private static readonly Sql MakeRole = new("INSERT INTO roles (id, name, workspace) VALUES (99, 'team', 'default')");
    private static readonly Sql AssignRole = new("INSERT INTO user_role_assignments (user_id, role_id) VALUES (@user, 99)");
    private static readonly Sql GrantToRole = new(
        "INSERT INTO role_permissions (role_id, resource_type, resource_pattern, permission) VALUES (99, 'experiment', @pattern, 'EDIT')"
    );

    private readonly SqliteDatabase accounts = SqliteDatabase.Open(path: null, ownerOnly: false);
    private readonly AuthEpoch epoch;
    private readonly GrantStore store;
    private Principal anna = Principal.Nobody;
    private Principal bert = Principal.Nobody;

    public GrantStoreTests()
    {
        epoch = new SqliteEpoch(accounts);
        store = new GrantStore(new AccountChanges(epoch));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await SchemaKeeper.EnsureAsync(accounts, SchemaDefinition.Accounts, static _ => { });
        var users = new UserStore(accounts, new AccountChanges(epoch));
        anna = await Make(users, "anna");
        bert = await Make(users, "bert");
        await accounts.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(MakeRole);
                await session.ExecuteAsync(AssignRole, ("user", bert.UserId));
                await session.ExecuteAsync(GrantToRole, ("pattern", "old"));
            },
            Cancellation
        );
    }

    public async ValueTask DisposeAsync()
    {
        await epoch.DisposeAsync();
        await accounts.DisposeAsync();
    }

    [Fact]
    public async Task Whoever_makes_a_resource_may_manage_it()
    {
        await store.CreatedAsync(anna, ResourceType.Experiment, "7");

        Assert.Equal([("experiment", "7", Permission.Manage)], await GrantsOf(anna));
    }

    [Fact]
    public async Task Direct_grants_follow_a_new_name_and_those_of_roles_stay()
    {
        await store.CreatedAsync(anna, ResourceType.Experiment, "old");

        await store.RenamedAsync(ResourceType.Experiment, "old", "new");

        Assert.Equal([("experiment", "new", Permission.Manage)], await GrantsOf(anna));
        Assert.Equal([("experiment", "old", Permission.Edit)], await GrantsOf(bert));
    }

    [Fact]
    public async Task What_an_earlier_resource_of_the_new_name_left_behind_opens_nothing()
    {
        await store.CreatedAsync(bert, ResourceType.Experiment, "new");
        await store.CreatedAsync(anna, ResourceType.Experiment, "old");
        await store.CreatedAsync(anna, ResourceType.Experiment, "new");

        await store.RenamedAsync(ResourceType.Experiment, "old", "new");

        Assert.Equal([("experiment", "new", Permission.Manage)], await GrantsOf(anna));
        Assert.Equal([("experiment", "old", Permission.Edit)], await GrantsOf(bert));
    }

    [Fact]
    public async Task Direct_grants_go_with_the_resource_and_no_other()
    {
        await store.CreatedAsync(anna, ResourceType.Experiment, "old");
        await store.CreatedAsync(anna, ResourceType.Experiment, "kept");
        await store.CreatedAsync(anna, ResourceType.Scorer, "old");

        await store.DeletedAsync(ResourceType.Experiment, "old");

        Assert.Equal([("experiment", "kept", Permission.Manage), ("scorer", "old", Permission.Manage)], await GrantsOf(anna));
        Assert.Equal([("experiment", "old", Permission.Edit)], await GrantsOf(bert));
    }

    private static async Task<Principal> Make(UserStore users, string name)
    {
        var account = await users.CreateAsync(Standing.OfServer, name, "no hash", isAdmin: false, Cancellation);
        return new Principal(account.Id, account.Name, account.IsAdmin);
    }

    private async Task<IEnumerable<(string, string, Permission)>> GrantsOf(Principal user)
    {
        var permissions = await new GrantCache(accounts, Permission.NoPermissions, 1).OfAsync(user, 0, Cancellation);
        return permissions.Grants.Select(grant => (grant.Type, grant.Pattern, grant.Permission)).Order();
    }
}
