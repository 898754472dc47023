using Sluice.Protocol;
using Sluice.Search;
using Sluice.Storage;
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
    [InlineData("a = 'b' AND ")]
    [InlineData("a=")]
    [InlineData("a,")]
    [InlineData("[")]
    [InlineData("[a]")]
    [InlineData("/*")]
    [InlineData("--\n")]
    [InlineData("$ $")]
    [InlineData("/**/ a ")]
    [InlineData("--\na ")]
    [InlineData("CASE ")]
    [InlineData("BEGIN ")]
    [InlineData("NOT ")]
    [InlineData("a::")]
    [InlineData("1+")]
    public Task A_million_characters_of_many_parts_are_refused(string piece) =>
        InTime(() =>
        {
            var filter = Repeat(piece, Million);
            Assert.Equal($"Error on parsing filter '{filter}'", Refusal(filter));
        });

    [Theory]
    [InlineData("'")]
    [InlineData("\"")]
    [InlineData("`")]
    [InlineData("$a$b")]
    [InlineData("x")]
    [InlineData("5")]
    [InlineData("\\'")]
    [InlineData("=")]
    [InlineData("+")]
    public Task A_million_characters_of_few_parts_are_refused(string piece) =>
        InTime(() => Assert.StartsWith("Invalid clause(s) in filter string: ", Refusal(Repeat(piece, Million))));

    [Fact]
    public Task A_million_spaces_are_no_filter() => InTime(() => Assert.StartsWith("Invalid filter ' ", Refusal(Repeat(" ", Million))));

    [Fact]
    public Task A_number_of_a_million_digits_is_infinite() =>
        InTime(() => Assert.Equal("(and (< (metric \"a\") inf))", Printed.Parse(RunFields.Table, "metrics.a < " + Repeat("9", Million))));

    [Fact]
    public Task A_million_semicolons_are_several_statements() =>
        InTime(() => Assert.StartsWith("Search filter contained multiple expression ';;;", Refusal(Repeat(";", Million))));

    [Theory]
    [InlineData(98, "Invalid clause(s) in filter string: '")]
    [InlineData(99, "Error on parsing filter '")]
    [InlineData(4_000, "Error on parsing filter '")]
    public void A_comparison_lies_in_98_parentheses_at_most(int depth, string message) =>
        Assert.StartsWith(message, Refusal($"{new string('(', depth)}tags.a = 'b'{new string(')', depth)}"));

    [Fact]
    public void Half_a_surrogate_pair_is_refused() => Assert.StartsWith("Invalid filter: ", Refusal("tags.a = '\ud83d'"));

    [Fact]
    public void A_list_that_is_nested_too_deeply_is_refused() =>
        Assert.EndsWith("ill-formed list.", Refusal($"run_id IN ({Repeat("{", 3_000)})"));

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
    public void A_pattern_of_49999_bytes_works() => Assert.Empty(Run($"tags.a LIKE '{Repeat("x", 49_999)}'", []));

    [Fact]
    public void A_pattern_beyond_what_the_database_takes_is_refused() =>
        Assert.StartsWith("The pattern of LIKE is longer", Refusal($"tags.a LIKE '{Repeat("x", 50_001)}'"));

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
