using System.Text.RegularExpressions;
using Sluice.Protocol;
using Sluice.Search;
using Sluice.Storage;
using Sluice.Tracking.Experiments;
using Sluice.Tracking.Experiments.Search;
using Sluice.Tracking.Runs.Search;
using Xunit;

namespace Sluice.Tests.Search;

/// <summary>Replays every recorded search of runs and experiments, on SQLite.</summary>
public sealed partial class RecordedSearchTests(RecordedSearches recorded) : IClassFixture<RecordedSearches>
{
    private readonly SearchDatabase database = recorded.Database;

    public static TheoryData<string> RunLines => Lines("runs");

    public static TheoryData<string> ExperimentLines => Lines("experiments");

    [Theory]
    [MemberData(nameof(RunLines))]
    public void A_search_of_runs_is_answered_as_recorded(string id) => Replay(id, Runs);

    [Theory]
    [MemberData(nameof(ExperimentLines))]
    public void A_search_of_experiments_is_answered_as_recorded(string id) => Replay(id, Experiments);

    private static TheoryData<string> Lines(string entity)
    {
        using var recorded = new RecordedSearches();
        return [.. recorded.Of(entity).Select(example => example.Id)];
    }

    private void Replay(string id, Func<SearchExample, string?, (List<string> Names, string? Next)> search)
    {
        var example = recorded[id];
        switch (example.Listed?.Kind)
        {
            case "4":
                var words = Assert.Throws<MlflowException>(() => search(example, example.PageToken));
                Assert.Equal((example.Status, example.ErrorCode), (words.Code.Status, words.Code.Name));
                Assert.NotEqual(example.Message, words.Message);
                break;
            case "form":
                var difference = Record.Exception(() => Compare(example, search));
                Assert.True(difference is Xunit.Sdk.XunitException or MlflowException { Code.Name: "INVALID_PARAMETER_VALUE" });
                Assert.False(example.IsRefused && Record.Exception(() => search(example, example.PageToken)) is MlflowException);
                break;
            default:
                Compare(example, search);
                break;
        }
    }

    private static void Compare(SearchExample example, Func<SearchExample, string?, (List<string> Names, string? Next)> search)
    {
        if (example.Free != null)
        {
            CheckFree(example, search);
        }
        else if (example.Status is { } status)
        {
            var error = Assert.Throws<MlflowException>(() => search(example, example.PageToken));
            Assert.Equal(Comparable(example, example.Message!), Comparable(example, error.Message));
            Assert.Equal((status, example.ErrorCode), (error.Code.Status, error.Code.Name));
        }
        else if (example.IsWalk)
        {
            var token = example.PageToken;
            foreach (var page in example.Pages)
            {
                token = CheckPage(example, page.Result, page.Next, search(example, token));
            }
        }
        else
        {
            CheckPage(example, example.Result!, example.Next, search(example, example.PageToken));
        }
    }

    private static string? CheckPage(SearchExample example, string[] names, long? next, (List<string> Names, string? Next) page)
    {
        string[] expected = example.IsAnyOrder ? [.. names.Order()] : names;
        string[] found = example.IsAnyOrder ? [.. page.Names.Order()] : [.. page.Names];
        Assert.Equal(expected, found);
        Assert.Equal(next, page.Next == null ? null : PageToken.Parse(page.Next));
        return page.Next;
    }

    private static void CheckFree(SearchExample example, Func<SearchExample, string?, (List<string> Names, string? Next)> search)
    {
        var error = Record.Exception(() => search(example, example.PageToken));
        if (error == null)
        {
            Assert.Contains("compare by value", example.Free);
            return;
        }
        Assert.Equal(400, Assert.IsType<MlflowException>(error).Code.Status);
    }

    private (List<string> Names, string? Next) Runs(SearchExample example, string? token)
    {
        var search = RunSearch.Parse(example.Filter, example.OrderBy, example.MaxResults, token);
        var experiments = example.Experiments ?? ["alpha"];
        long[] ids =
        [
            .. experiments.Select(name => ExperimentIds.Parse(name.StartsWith("RAW:") ? name[4..] : database.Symbols["exp:" + name])),
        ];
        var byRun = new SqlBuilder(Dialect.Sqlite).Add("SELECT r.run_uuid");
        search.WriteFrom(byRun, ids, View(example));
        var byKey = new SqlBuilder(Dialect.Sqlite).Add("SELECT r.run_uuid");
        search.WriteFrom(byKey, ids, View(example), search.ByKey);
        var found = database.Query(byRun);
        Assert.Equal(found, database.Query(byKey));
        return Page("run", found, search.MaxResults, search.NextToken);
    }

    private (List<string> Names, string? Next) Experiments(SearchExample example, string? token)
    {
        var search = ExperimentSearch.Parse(example.Filter, example.OrderBy, example.MaxResults, token);
        var sql = new SqlBuilder(Dialect.Sqlite).Add("SELECT e.experiment_id");
        search.WriteFrom(sql, View(example), VisibleIds.All, "default");
        return Page("exp", database.Query(sql), search.MaxResults, search.NextToken);
    }

    private (List<string> Names, string? Next) Page(string kind, List<string> ids, int max, Func<int, string?> next) =>
        ([.. ids.Take(max).Select(id => database.NameOf(kind, id))], next(ids.Count));

    private static ViewType View(SearchExample example) =>
        example.View switch
        {
            "2" or "DELETED_ONLY" => ViewType.DeletedOnly,
            "3" or "ALL" => ViewType.All,
            _ => ViewType.ActiveOnly,
        };

    private static string Comparable(SearchExample example, string message) =>
        example.IsSetInMessage
            ? Braces().Replace(message, set => $"{{{string.Join(", ", set.Groups[1].Value.Split(", ").Order(StringComparer.Ordinal))}}}")
            : message;

    [GeneratedRegex(@"\{([^{}]*)\}")]
    private static partial Regex Braces();
}
