using Sluice.Protocol;
using Sluice.Search.Syntax;
using Xunit;

namespace Sluice.Tests.Search;

/// <summary>The grammar alone, over the recorded texts of all searches, those included that aren't served yet.</summary>
public sealed class GrammarTests
{
    private static readonly List<string> Forms =
    [
        .. SearchExample
            .Differences.Rows.Where(row => row.IsSearch && row.Kind == "form")
            .Select(row => $"{row.Recording["search_".Length..]}-{row.Number:0000}"),
    ];

    [Fact]
    public void Accepted_texts_are_read_unless_they_are_listed()
    {
        var accepted = SearchExample.All().Where(example => !example.IsRefused && example.Free == null).ToList();
        var lost = accepted.Where(example => !example.Texts.All(IsRead)).Select(example => example.Id).ToList();
        var readOtherwise = accepted.Select(example => example.Id).Intersect(Forms).ToList();

        Assert.Subset(readOtherwise.ToHashSet(), lost.ToHashSet());
        Assert.Equal(
            (1724, 14, 16),
            (accepted.Count(example => example.Texts.Any(text => !text.IsOrder)), lost.Count, readOtherwise.Count)
        );
    }

    /// <summary>How many of them are refused as recorded is what <see cref="RecordedSearchTests"/> shows.</summary>
    [Fact]
    public void Refused_texts_of_runs_and_experiments_that_are_accepted_are_as_many_as_are_listed()
    {
        var refused = SearchExample
            .All()
            .Where(example => example.IsRefused && example.Id.Split('-')[0] is "runs" or "experiments")
            .Select(example => example.Id)
            .ToList();

        Assert.Equal((659, 15), (refused.Count, refused.Intersect(Forms).Count()));
    }

    private static bool IsRead((string Text, bool IsOrder) recorded)
    {
        try
        {
            if (recorded.IsOrder)
            {
                _ = OrderText.Read(recorded.Text);
                return true;
            }
            var lists = FilterText
                .Read(recorded.Text)
                .Select(comparison => comparison.Value)
                .Where(value => value?.Kind == LiteralKind.List);
            return lists.All(list => IsList(list!.Text));
        }
        catch (MlflowException error)
        {
            Assert.Equal(ErrorCode.InvalidParameterValue, error.Code);
            return false;
        }
    }

    // Whether its values are texts is asked by most searches, and not by all.
    private static bool IsList(string text) =>
        Record.Exception(() => ListText.Read(text)) is not { Message: var message }
        || !message.EndsWith("ill-formed list.", StringComparison.Ordinal);
}
