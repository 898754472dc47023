using Sluice.Access.Grants;
using Sluice.Access.Rules;
using Sluice.Identity;
using Xunit;

namespace Sluice.Tests.Access;

/// <summary>A row that is dear to read is read for who may have it.</summary>
public sealed class DearRowTests
{
    private readonly TargetRule<string, string> rule;
    private int read;

    public DearRowTests() =>
        rule = Require.Read(
            new TargetOf<string, string>(
                "id",
                "thing",
                static name => name,
                (id, _) =>
                {
                    read++;
                    return ValueTask.FromResult<FoundTarget<string>?>(new FoundTarget<string>(On(id), id));
                },
                static id => new InvalidOperationException($"no {id}")
            )
            {
                PlaceAsync = static (id, _) => ValueTask.FromResult<Target?>(id == "unknown" ? null : On(id)),
            }
        );

    [Theory]
    [InlineData("open", false, true)]
    [InlineData("closed", false, false)]
    [InlineData("unknown", false, false)]
    [InlineData("closed", true, true)]
    public async Task Who_is_refused_has_it_read_no_more_than_an_unknown_one(string id, bool isAdmin, bool allowed)
    {
        var judged = await rule.JudgeAsync(new Asking(isAdmin), id);

        Assert.Equal((allowed, allowed ? 1 : 0), (judged.Decision.Allowed, read));
        if (allowed)
        {
            Assert.Equal(id, judged.Rows.Row);
        }
    }

    private static Target On(string id) => new(ResourceType.Experiment, id);

    private sealed class Asking(bool isAdmin) : IAccessContext
    {
        public Principal Principal { get; } = new(1, "someone", isAdmin);

        public CancellationToken Cancelled => TestContext.Current.CancellationToken;

        public ValueTask<EffectivePermissions> PermissionsAsync() =>
            ValueTask.FromResult(
                new EffectivePermissions([new Grant(1, "role", "default", "experiment", "open", Permission.Read)], Permission.NoPermissions)
            );
    }
}
