using System.Text.RegularExpressions;
using Sluice.Protocol;
using Sluice.Search;
using Sluice.Storage;
using Sluice.Tests.Configuration;
using Sluice.Tracking.Experiments.Search;
using Sluice.Tracking.Runs.Search;
using Xunit;

namespace Sluice.Tests.Search;

/// <summary>The examples of docs/search.md, run over the recorded data set.</summary>
public sealed partial class SearchPageTests(RecordedSearches recorded) : IClassFixture<RecordedSearches>
{
    private readonly SearchDatabase database = recorded.Database;

    public static TheoryData<string, string, string> Examples => [.. Read().Select(row => (row.Header, row.Text, row.Result))];

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_of_the_page_gives_what_the_page_says(string header, string text, string result) =>
        Assert.Equal(
            result,
            header switch
            {
                "filter of runs finds" => Runs(text, []),
                "order of runs finds" => Runs(null, [text]),
                "filter of experiments finds" => Experiments(text),
                _ => Assert.Throws<MlflowException>(() => Runs(text, [])).Message,
            }
        );

    [Fact]
    public void The_page_has_examples_of_each_sort() =>
        Assert.Equal(
            ["filter of experiments finds", "filter of runs finds", "filter of runs message", "order of runs finds"],
            Read().Select(row => row.Header).Distinct().Order()
        );

    private static IEnumerable<(string Header, string Text, string Result)> Read()
    {
        var header = "";
        foreach (var line in File.ReadLines(RepositoryFile.Find("docs/search.md")))
        {
            if (Header().Match(line) is { Success: true } head)
            {
                header = $"{head.Groups[1].Value} {head.Groups[2].Value}";
            }
            else if (!line.StartsWith('|'))
            {
                header = "";
            }
            else if (header.Length > 0 && Row().Match(line) is { Success: true } row)
            {
                yield return (header, row.Groups[2].Value, row.Groups[3].Value);
            }
        }
    }

    private string Runs(string? filter, string[] order)
    {
        var sql = new SqlBuilder(Dialect.Sqlite).Add("SELECT r.run_uuid");
        long[] alpha = [long.Parse(database.Symbols["exp:alpha"])];
        RunSearch.Parse(filter, order, 100, null).WriteFrom(sql, alpha, ViewType.ActiveOnly);
        return string.Join(", ", database.Query(sql).Select(id => database.NameOf("run", id)));
    }

    private string Experiments(string filter)
    {
        var sql = new SqlBuilder(Dialect.Sqlite).Add("SELECT e.name");
        ExperimentSearch.Parse(filter, [], 100, null).WriteFrom(sql, ViewType.ActiveOnly, VisibleIds.All, "default");
        return string.Join(", ", database.Query(sql));
    }

    [GeneratedRegex(@"^\| ((?:filter|order) of \w+) \| (\w+) \|$")]
    private static partial Regex Header();

    [GeneratedRegex(@"^\| (`+) ?(.+?) ?\1 \| (.*?) ?\|$")]
    private static partial Regex Row();
}
