using CsCheck;
using Sluice.Access.Grants;
using Xunit;

namespace Sluice.Tests.Access;

/// <summary>Grants, judgements and lists against <see cref="NaiveAccess"/>, over made-up grants.</summary>
public sealed class AccessPropertyTests
{
    private static readonly string[] Experiments = ["1", "2", "3", "4"];
    private static readonly (ResourceType? Type, string? Name)[] Tiers =
    [
        (null, null),
        (ResourceType.Run, "run"),
        (ResourceType.Trace, "trace"),
        (ResourceType.LoggedModel, "logged_model"),
    ];
    private static readonly Permission[] Levels = [Permission.Read, Permission.Use, Permission.Edit, Permission.Manage];

    private static readonly Gen<(Grant[] Grants, Permission Default)> Made = Gen.Select(MadeGrants.Some, Gen.OneOf(MadeGrants.Defaults));

    [Fact]
    public void An_experiment_is_judged_as_the_rules_say() =>
        Made.Sample(made =>
        {
            var set = new EffectivePermissions(made.Grants, made.Default);
            var naive = new NaiveAccess(made.Grants, made.Default);
            Assert.All(Experiments, id => Assert.Equal(naive.On(id), set.On(ResourceType.Experiment, id).Level));
        });

    [Fact]
    public void Every_level_on_every_tier_is_judged_as_the_rules_say() =>
        Made.Sample(made =>
        {
            var set = new EffectivePermissions(made.Grants, made.Default);
            var naive = new NaiveAccess(made.Grants, made.Default);
            foreach (var id in Experiments)
            {
                foreach (var (type, name) in Tiers)
                {
                    foreach (var level in Levels)
                    {
                        var decision = set.Decide(level, new Target(ResourceType.Experiment, id, type), "rule");
                        Assert.Equal((id, name, level, naive.May(level, id, name)), (id, name, level, decision.Allowed));
                    }
                }
            }
        });

    [Fact]
    public void Tiers_that_must_not_be_denied_refuse_on_a_veto_alone() =>
        Made.Sample(made =>
        {
            var set = new EffectivePermissions(made.Grants, made.Default);
            var naive = new NaiveAccess(made.Grants, made.Default);
            foreach (var level in Levels)
            {
                var decision = set.Decide(level, new Target(ResourceType.Experiment, "1"), "rule", noDenyOn: [ResourceType.Run]);
                var expected = naive.May(level, "1", null) && (naive.AdministersWorkspace || naive.OnTier("run") != Permission.Deny);
                Assert.Equal(expected, decision.Allowed);
            }
        });

    [Fact]
    public void Tiers_that_are_needed_too_each_decide_by_their_own_grant() =>
        Made.Sample(made =>
        {
            var set = new EffectivePermissions(made.Grants, made.Default);
            var naive = new NaiveAccess(made.Grants, made.Default);
            var decision = set.Decide(
                Permission.Manage,
                new Target(ResourceType.Experiment, "1"),
                "rule",
                byEachTier: [ResourceType.Run, ResourceType.Trace]
            );
            var expected =
                naive.May(Permission.Manage, "1", null)
                && naive.May(Permission.Manage, "1", "run")
                && naive.May(Permission.Manage, "1", "trace");
            Assert.Equal(expected, decision.Allowed);
        });

    [Fact]
    public void A_list_shows_just_what_may_be_read() =>
        Made.Sample(made =>
        {
            var set = new EffectivePermissions(made.Grants, made.Default);
            var naive = new NaiveAccess(made.Grants, made.Default);
            foreach (var (type, name) in Tiers)
            {
                var visible = set.Visible(ResourceType.Experiment, type);
                Assert.All(Experiments, id => Assert.Equal((name, id, naive.Lists(id, name)), (name, id, visible.Holds(id))));
            }
        });

    [Fact]
    public void What_one_may_read_singly_is_listed_and_the_rest_is_not() =>
        Made.Where(made => !made.Grants.Any(grant => grant.Type == "workspace"))
            .Sample(made =>
            {
                var set = new EffectivePermissions(made.Grants, made.Default);
                var visible = set.Visible(ResourceType.Experiment);
                foreach (var id in Experiments)
                {
                    var single = set.Decide(Permission.Read, new Target(ResourceType.Experiment, id), "rule").Allowed;
                    Assert.Equal(single, visible.Holds(id));
                }
            });

    [Fact]
    public void The_order_of_grants_means_nothing() =>
        Made.Sample(made =>
        {
            var set = new EffectivePermissions(made.Grants, made.Default);
            var turned = new EffectivePermissions([.. made.Grants.Reverse()], made.Default);
            Assert.All(
                Experiments,
                id => Assert.Equal(set.On(ResourceType.Experiment, id).Level, turned.On(ResourceType.Experiment, id).Level)
            );
        });
}
