using Sluice.Access.Grants;
using Sluice.Access.Rules;
using Sluice.Identity;
using Xunit;

namespace Sluice.Tests.Access;

/// <summary>Rules that are made of rules: what they say, whom they let pass, and which rows they hand on.</summary>
public sealed class CombinedRulesTests
{
    private static readonly TargetOf<IRun, Run> Runs = Target<IRun, Run>("run", message => message.RunId, id => new Run(id));
    private static readonly TargetOf<IModel, Model> Models = Target<IModel, Model>(
        "model",
        message => message.ModelId,
        id => new Model(id)
    );

    [Fact]
    public void A_combined_rule_says_what_its_parts_say()
    {
        var run = Require.Edit(Runs).For<Link>();
        var model = Require.Read(Models).For<Link>();

        Assert.Equal("EDIT on the run, and READ on the model", run.And(model).Description);
        Assert.Equal("EDIT on the run, or admin", ((IAccessRule<Link>)run).Or(Require.Admin).Description);
        Assert.Equal("(admin, or the user himself), and READ on the model", Own.And(model).Description);
        Assert.Equal("with model_id: READ on the model", model.When("with model_id", HasModel).Description);
        Assert.Equal(
            "with model_id: READ on the model; else: admin",
            ((IAccessRule<Link>)model).When("with model_id", HasModel, otherwise: Require.Admin).Description
        );
        Assert.Equal("EDIT on the run, and (with model_id: READ on the model)", run.And(model.When("with model_id", HasModel)).Description);
    }

    [Theory]
    [InlineData("r=EDIT m=READ", true)]
    [InlineData("r=EDIT", false)]
    [InlineData("m=MANAGE", false)]
    [InlineData("r=READ m=READ", false)]
    [InlineData("", false)]
    public async Task And_lets_pass_whom_both_parts_let_pass(string grants, bool allowed)
    {
        var rule = Require.Edit(Runs).For<Link>().And(Require.Read(Models).For<Link>());

        var judged = await rule.JudgeAsync(new Caller(grants), new Link("r", "m"));

        Assert.Equal(allowed, judged.Decision.Allowed);
        Assert.Equal(rule.Description, judged.Decision.Rule);
    }

    [Theory]
    [InlineData("r=EDIT", true)]
    [InlineData("m=READ", true)]
    [InlineData("r=READ", false)]
    [InlineData("", false)]
    public async Task Or_lets_pass_whom_one_part_lets_pass(string grants, bool allowed)
    {
        IAccessRule<Link> run = Require.Edit(Runs);
        IAccessRule<Link> model = Require.Read(Models);

        Assert.Equal(allowed, (await run.Or(model).DecideAsync(new Caller(grants), new Link("r", "m"))).Allowed);
        Assert.Equal(allowed, (await model.Or(run).DecideAsync(new Caller(grants), new Link("r", "m"))).Allowed);
    }

    [Fact]
    public async Task Or_needs_only_one_of_two_names()
    {
        IAccessRule<Link> run = Require.Edit(Runs);
        IAccessRule<Link> model = Require.Read(Models);
        var caller = new Caller("r=EDIT m=READ");

        Assert.True((await run.Or(model).DecideAsync(caller, new Link(null, "m"))).Allowed);
        Assert.True((await run.Or(model).DecideAsync(caller, new Link("r", null))).Allowed);
        await Assert.ThrowsAsync<MissingTargetException>(async () => await run.Or(model).DecideAsync(caller, new Link(null, null)));
        await Assert.ThrowsAsync<MissingTargetException>(async () => await run.Or(model).DecideAsync(caller, new Link(null, "other")));
    }

    [Theory]
    [InlineData("r=EDIT", null, true)]
    [InlineData("r=EDIT", "m", false)]
    [InlineData("r=EDIT m=READ", "m", true)]
    public async Task When_counts_only_where_its_condition_holds(string grants, string? model, bool allowed)
    {
        var rule = Require.Edit(Runs).For<Link>().And(Require.Read(Models).For<Link>().When("with model_id", HasModel));

        Assert.Equal(allowed, (await rule.JudgeAsync(new Caller(grants), new Link("r", model))).Decision.Allowed);
    }

    [Theory]
    [InlineData("r=EDIT", null, false)]
    [InlineData("m=READ", null, false)]
    [InlineData("m=READ", "m", true)]
    public async Task Otherwise_counts_where_the_condition_does_not_hold(string grants, string? model, bool allowed)
    {
        var rule = ((IAccessRule<Link>)Require.Read(Models)).When("with model_id", HasModel, otherwise: Require.Admin);

        Assert.Equal(allowed, (await rule.DecideAsync(new Caller(grants), new Link("r", model))).Allowed);
    }

    [Fact]
    public async Task The_handler_gets_the_rows_of_all_parts_that_counted()
    {
        var both = Require.Edit(Runs).For<Link>().And(Require.Read(Models).For<Link>());
        var perhaps = Require.Edit(Runs).For<Link>().And(Require.Read(Models).For<Link>().When("with model_id", HasModel));
        var caller = new Caller("r=EDIT m=READ");

        var (run, model) = (await both.JudgeAsync(caller, new Link("r", "m"))).Rows;
        var with = (await perhaps.JudgeAsync(caller, new Link("r", "m"))).Rows;
        var without = (await perhaps.JudgeAsync(caller, new Link("r", null))).Rows;

        Assert.Equal((new Run("r"), new Model("m")), (run.Row, model.Row));
        Assert.Equal((new Run("r"), new Model("m")), (with.First.Row, with.Second!.Value.Row));
        Assert.Equal(new Run("r"), without.First.Row);
        Assert.Null(without.Second);
    }

    [Fact]
    public async Task The_second_part_is_not_asked_where_the_first_decides()
    {
        var never = new CallerRule("never asked", _ => throw new InvalidOperationException("asked"));
        var caller = new Caller("");
        IAccessRule<Link> nobody = new CallerRule("nobody", _ => false);

        Assert.False((await nobody.And(never).DecideAsync(caller, new Link("r", "m"))).Allowed);
        Assert.True((await ((IAccessRule<Link>)Require.SignedIn).Or(never).DecideAsync(caller, new Link("r", "m"))).Allowed);
    }

    private static IAccessRule<Link> Own => Require.Admin.Or(Require.Self<Link>(message => message.RunId));

    private static bool HasModel(Link message) => message.ModelId is not null;

    // Grants on experiments stand for grants on what lies in them: the run r lies in experiment r.
    private static TargetOf<TMessage, TRow> Target<TMessage, TRow>(string kind, Func<TMessage, string?> name, Func<string, TRow> row)
        where TRow : class =>
        new(
            $"{kind}_id",
            kind,
            name,
            (id, _) => ValueTask.FromResult<FoundTarget<TRow>?>(new FoundTarget<TRow>(new Target(ResourceType.Experiment, id), row(id))),
            id => new InvalidOperationException($"no {id}")
        );

    private interface IRun
    {
        string? RunId { get; }
    }

    private interface IModel
    {
        string? ModelId { get; }
    }

    private sealed record Link(string? RunId, string? ModelId) : IRun, IModel;

    private sealed record Run(string Id);

    private sealed record Model(string Id);

    private sealed class Caller(string grants) : IAccessContext
    {
        public Principal Principal { get; } = new(1, "someone", false);

        public CancellationToken Cancelled => TestContext.Current.CancellationToken;

        public ValueTask<EffectivePermissions> PermissionsAsync() =>
            ValueTask.FromResult(
                new EffectivePermissions(
                    [
                        .. grants
                            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                            .Select(grant => grant.Split('='))
                            .Select(grant => new Grant(1, "role", "default", "experiment", grant[0], PermissionNames.Parse(grant[1]))),
                    ],
                    Permission.NoPermissions
                )
            );
    }
}
