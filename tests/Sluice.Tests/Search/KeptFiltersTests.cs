using Sluice.Protocol;
using Sluice.Search;
using Sluice.Tracking.Runs.Search;
using Xunit;

namespace Sluice.Tests.Search;

public sealed class KeptFiltersTests
{
    private readonly KeptFilters kept = new();
    private int readings;

    [Fact]
    public void A_filter_that_comes_again_is_not_read_again()
    {
        var first = kept.Get("a", Read);

        Assert.Same(first, kept.Get(new string('a', 1), Read));
        Assert.Equal(1, readings);
    }

    [Fact]
    public void No_more_are_kept_than_there_are_places()
    {
        for (var i = 0; i < 10 * KeptFilters.Places; i++)
        {
            Assert.Equal($"{i}", kept.Get($"{i}", Read)[0].Key);
        }

        Assert.InRange(kept.Count, KeptFilters.Places / 2, KeptFilters.Places);
    }

    [Fact]
    public void A_long_filter_is_not_kept()
    {
        kept.Get(new string('a', KeptFilters.Longest + 1), Read);

        Assert.Equal(0, kept.Count);
    }

    [Fact]
    public void A_filter_that_is_refused_is_refused_again()
    {
        for (var i = 0; i < 2; i++)
        {
            Assert.Throws<MlflowException>(() => kept.Get("a", static _ => throw MlflowException.Invalid("no")));
        }

        Assert.Equal(0, kept.Count);
    }

    private List<UncheckedCondition> Read(string filter)
    {
        readings++;
        return [new UncheckedCondition(RunFields.Table.Keyed[FieldKind.Param], filter, "=", new TextOperand("x"))];
    }
}
