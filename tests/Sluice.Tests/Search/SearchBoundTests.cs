using System.Globalization;
using System.Text.RegularExpressions;
using Sluice.Protocol;
using Sluice.Search;
using Sluice.Storage;
using Sluice.Tracking.Runs.Search;
using Xunit;

namespace Sluice.Tests.Search;

/// <summary>Filters that are long, deep or wide. A deadline catches what grows faster than the text; no time is compared.</summary>
public sealed class SearchBoundTests
{
    private const int Million = 1_000_000;
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData("(")]
    [InlineData(")")]
    [InlineData("a AND ")]
    [InlineData("a=")]
    [InlineData("[a]")]
    [InlineData("NOT ")]
    [InlineData("'")]
    [InlineData("\"")]
    [InlineData("`")]
    [InlineData("x")]
    [InlineData("5")]
    [InlineData("\\'")]
    [InlineData(";")]
    [InlineData("a=('b',")]
    [InlineData("\ud83d\ude00")]
    public Task A_million_characters_are_refused_with_a_short_message(string piece) =>
        InTime(() =>
        {
            var message = Refusal(Repeat(piece, Million));
            Assert.Matches("^Invalid clause\\(s\\) in filter string: '(.|\n){195,210}'\\. Expected .{1,60}\\.$", message);
        });

    [Fact]
    public Task A_million_spaces_are_no_filter() =>
        InTime(() => Assert.Equal($"Invalid filter '{Repeat(" ", 200)}...'. Could not be parsed.", Refusal(Repeat(" ", Million))));

    [Fact]
    public Task A_million_times_AND_is_no_condition() =>
        InTime(() => Assert.Equal("(and)", Printed.Parse(RunFields.Table, Repeat("AND ", Million))));

    [Fact]
    public Task A_number_of_a_million_digits_is_infinite() =>
        InTime(() => Assert.Equal("(and (< (metric \"a\") inf))", Printed.Parse(RunFields.Table, "metrics.a < " + Repeat("9", Million))));

    [Theory]
    [InlineData(1000, null)]
    [InlineData(1001, "The filter has more than 1000 conditions.")]
    public void A_filter_has_a_thousand_conditions_at_most(int conditions, string? message) =>
        Assert.Equal(
            message,
            Record
                .Exception(() => Printed.Parse(RunFields.Table, string.Concat(Enumerable.Repeat("status = 'x' AND ", conditions))))
                ?.Message
        );

    [Theory]
    [InlineData(100, null)]
    [InlineData(101, "no more than 100 parentheses in each other at character 111.")]
    [InlineData(400_000, "no more than 100 parentheses in each other at character 111.")]
    public void Parentheses_lie_in_each_other_up_to_a_hundred(int depth, string? message)
    {
        var error = Record.Exception(() =>
            Printed.Parse(RunFields.Table, $"run_id IN {new string('(', depth)}'b'{new string(')', depth)}")
        );
        Assert.EndsWith(message ?? "", error?.Message ?? "", StringComparison.Ordinal);
        Assert.Equal(message is null, error is null);
    }

    [Fact]
    public void A_list_of_more_than_10000_values_is_refused() =>
        Assert.Equal(
            "A list in the query has more than 10000 values.",
            Refusal($"run_id IN ({string.Join(',', Enumerable.Repeat("'a'", 10_000))})")
        );

    [Fact]
    public void Half_a_surrogate_pair_is_refused() => Assert.StartsWith("Invalid filter: ", Refusal("tags.a = '\ud83d'"));

    [Fact]
    public void Sixty_three_conditions_on_metrics_params_and_tags_work_with_order_keys()
    {
        var filter = string.Join(
            " AND ",
            Enumerable.Range(0, 21).Select(i => $"metrics.m{i} > 1 AND params.p{i} = 'x' AND tags.t{i} LIKE 'y%'")
        );
        Assert.Empty(
            Run(filter, [.. Enumerable.Range(0, 20).SelectMany(i => new[] { $"metrics.m{i}", $"params.p{i} DESC", $"tags.t{i}" })])
        );
    }

    [Fact]
    public void Nine_hundred_and_ninety_attribute_conditions_work() =>
        Assert.Empty(Run(string.Join(" AND ", Enumerable.Repeat("status = 'FINISHED'", 990)), []));

    [Fact]
    public void Patterns_of_500_bytes_work() =>
        Assert.Empty(Run($"tags.a LIKE '{Repeat("x", 400)}' AND run_name ILIKE '{Repeat("é", 50)}'", []));

    [Theory]
    [InlineData("tags.a LIKE '{501}'")]
    [InlineData("tags.a ILIKE '{251}' AND tags.b LIKE '{250}'")]
    public void Patterns_of_more_are_refused(string filter) =>
        Assert.Equal(
            "The filter's patterns have 501 bytes together. They may have 500.",
            Refusal(
                Regex.Replace(
                    filter,
                    @"\{(\d+)\}",
                    number => new string('x', int.Parse(number.Groups[1].Value, CultureInfo.InvariantCulture))
                )
            )
        );

    [Fact]
    public void A_list_of_4900_elements_works() =>
        Assert.Empty(Run($"run_id IN ({string.Join(",", Enumerable.Range(0, 4_900).Select(i => $"'{i}'"))})", []));

    [Fact]
    public void A_value_of_200000_characters_works() => Assert.Empty(Run($"params.a = '{Repeat("x", 200_000)}'", []));

    private static string Repeat(string piece, int length) => string.Concat(Enumerable.Repeat(piece, length / piece.Length));

    private static string Refusal(string filter) => Assert.Throws<MlflowException>(() => Printed.Parse(RunFields.Table, filter)).Message;

    private static Task InTime(Action check) =>
        Task.Run(check, TestContext.Current.CancellationToken).WaitAsync(Deadline, TestContext.Current.CancellationToken);

    private static List<string> Run(string filter, string[] orderBy)
    {
        using var database = new SearchDatabase();
        var sql = new SqlBuilder(Dialect.Sqlite).Add("SELECT r.run_uuid");
        RunSearch.Parse(filter, orderBy, 100, null).WriteFrom(sql, [1], ViewType.All);
        return database.Query(sql);
    }
}
