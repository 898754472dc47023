using Sluice.Access.Grants;
using Xunit;

namespace Sluice.Tests.Access;

/// <summary>How the grants of one user combine.</summary>
public sealed class GrantSetTests
{
    [Theory]
    [InlineData("NO_PERMISSIONS", "", "NO_PERMISSIONS")]
    [InlineData("READ", "", "READ")]
    [InlineData("NO_PERMISSIONS", "1=READ", "READ")]
    [InlineData("NO_PERMISSIONS", "*=EDIT", "EDIT")]
    [InlineData("NO_PERMISSIONS", "2=MANAGE", "NO_PERMISSIONS")]
    // The highest of what speaks wins.
    [InlineData("NO_PERMISSIONS", "1=READ *=EDIT", "EDIT")]
    [InlineData("NO_PERMISSIONS", "1=MANAGE *=READ", "MANAGE")]
    // A grant below the default doesn't restrict.
    [InlineData("EDIT", "1=READ", "EDIT")]
    [InlineData("READ", "1=MANAGE", "MANAGE")]
    // The veto beats everything, and the default doesn't lift it.
    [InlineData("MANAGE", "1=DENY", "DENY")]
    [InlineData("NO_PERMISSIONS", "1=MANAGE *=DENY", "DENY")]
    [InlineData("READ", "1=DENY *=MANAGE", "DENY")]
    // A word that is no permission counts as the veto.
    [InlineData("MANAGE", "1=SUPER", "DENY")]
    public void Grants_on_one_experiment_combine(string byDefault, string grants, string level)
    {
        var set = new EffectivePermissions(
            [.. grants.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Read)],
            PermissionNames.Parse(byDefault)
        );

        Assert.Equal(level, set.On(ResourceType.Experiment, "1").Level.Name());
    }

    [Theory]
    [InlineData(false, "2")]
    [InlineData(false, "01")]
    [InlineData(false, "11")]
    [InlineData(false, "")]
    [InlineData(true, "1")]
    public void A_pattern_names_one_id_whole(bool holds, string id)
    {
        var set = new EffectivePermissions([MadeGrants.Of("experiment", "1", Permission.Read)], Permission.NoPermissions);

        Assert.Equal(holds, set.On(ResourceType.Experiment, id).Level == Permission.Read);
    }

    [Fact]
    public void Kinds_with_the_same_ids_are_kept_apart()
    {
        var set = new EffectivePermissions([MadeGrants.Of("scorer", "1", Permission.Manage)], Permission.NoPermissions);

        Assert.Equal(Permission.NoPermissions, set.On(ResourceType.Experiment, "1").Level);
    }

    [Fact]
    public void The_grant_that_decided_is_named()
    {
        var deciding = MadeGrants.Of("experiment", "*", Permission.Edit);
        var set = new EffectivePermissions([MadeGrants.Of("experiment", "1", Permission.Read), deciding], Permission.NoPermissions);

        Assert.Same(deciding, set.On(ResourceType.Experiment, "1").By);
    }

    [Fact]
    public void Using_a_workspace_is_not_administering_it()
    {
        var set = new EffectivePermissions([MadeGrants.Of("workspace", "*", Permission.Use)], Permission.NoPermissions);

        Assert.Null(set.WorkspaceAdministration);
        Assert.False(set.Decide(Permission.Read, new Target(ResourceType.Experiment, "1"), "rule").Allowed);
    }

    [Fact]
    public void No_veto_reaches_the_administrator_of_the_workspace()
    {
        var set = new EffectivePermissions(
            [MadeGrants.Of("experiment", "*", Permission.Deny), MadeGrants.Of("workspace", "*", Permission.Manage)],
            Permission.NoPermissions
        );

        Assert.True(set.Decide(Permission.Manage, new Target(ResourceType.Experiment, "1"), "rule").Allowed);
        Assert.True(set.Visible(ResourceType.Experiment).Holds("1"));
    }

    private static Grant Read(string text) => MadeGrants.Of("experiment", text.Split('=')[0], PermissionNames.Parse(text.Split('=')[1]));
}
