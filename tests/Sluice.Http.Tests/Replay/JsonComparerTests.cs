using Sluice.Http.Tests.Json;
using Xunit;

namespace Sluice.Http.Tests.Replay;

/// <summary>What counts as the same, and what does not.</summary>
public sealed class JsonComparerTests
{
    [Theory]
    [InlineData("""{"a": 1, "b": [true, null]}""", """{"b": [true, null], "a": 1}""")]
    [InlineData("1", "1.0")]
    [InlineData("1e3", "1000")]
    [InlineData("NaN", "NaN")]
    [InlineData("-0.0", "0")]
    [InlineData("\"<int>\"", "12345678901234567890")]
    [InlineData("\"<number>\"", "1.5")]
    [InlineData("\"<string>\"", "\"x\"")]
    [InlineData("\"<any>\"", "[1]")]
    [InlineData("\"one of {'a', 'b'}\"", "\"one of {'b', 'a'}\"")]
    [InlineData("\"a\\u00e9\"", "\"aé\"")]
    public void Equal_values_match(string expected, string received) => Assert.Empty(Compare(expected, received));

    [Theory]
    [InlineData("1", "2")]
    [InlineData("9007199254740993", "9007199254740992")]
    [InlineData("1", "\"1\"")]
    [InlineData("1", "true")]
    [InlineData("null", "false")]
    [InlineData("0.1", "0.10000000000000002")]
    [InlineData("\"<int>\"", "1.0")]
    [InlineData("\"<int>\"", "true")]
    [InlineData("\"<string>\"", "null")]
    [InlineData("\"<number>\"", "\"NaN\"")]
    [InlineData("\"one of {'a', 'b'}\"", "\"one of {'a', 'c'}\"")]
    [InlineData("""{"a": 1}""", """{"a": 1, "b": 2}""")]
    [InlineData("""{"a": 1, "b": 2}""", """{"a": 1}""")]
    [InlineData("[1, 2]", "[2, 1]")]
    [InlineData("[1, 2]", "[1, 2, 3]")]
    public void Other_values_differ(string expected, string received) => Assert.NotEmpty(Compare(expected, received));

    [Fact]
    public void An_unordered_list_matches_in_any_order() =>
        Assert.Empty(Compare("""{"l": [1, 2, 2]}""", """{"l": [2, 1, 2]}""", unordered: ["l"]));

    [Fact]
    public void An_unordered_list_counts_repeated_elements() =>
        Assert.NotEmpty(Compare("""{"l": [1, 2, 2]}""", """{"l": [2, 1, 1]}""", unordered: ["l"]));

    [Fact]
    public void An_ignored_path_may_differ_or_be_absent() =>
        Assert.Empty(Compare("""{"l": [{"t": 1, "u": 2}, {"t": 1}]}""", """{"l": [{"t": 2}, {"t": 3}]}""", ignored: ["l.*.t", "l.0.u"]));

    [Fact]
    public void A_path_beside_an_ignored_one_is_compared() =>
        Assert.NotEmpty(Compare("""{"l": [{"t": 1, "u": 2}]}""", """{"l": [{"t": 1, "u": 3}]}""", ignored: ["l.*.t"]));

    [Fact]
    public void A_saved_value_stands_for_its_placeholder_in_texts_and_keys()
    {
        var variables = new Variables();
        variables.Set("id1", "abc");

        var found = Compare(
            """{"runs": {"${id1}": "at/${id1}/artifacts"}}""",
            """{"runs": {"abc": "at/abc/artifacts"}}""",
            variables: variables
        );

        Assert.Empty(found);
    }

    [Fact]
    public void A_difference_names_its_path() =>
        Assert.Equal(
            "runs.0.info.name",
            Assert.Single(Compare("""{"runs":[{"info":{"name":"a"}}]}""", """{"runs":[{"info":{"name":"b"}}]}""")).Where
        );

    private static IReadOnlyList<Difference> Compare(
        string expected,
        string received,
        string[]? unordered = null,
        string[]? ignored = null,
        Variables? variables = null
    )
    {
        var pair = TestPairs.Get(1, "/x", 200) with { Unordered = unordered ?? [], Ignored = ignored ?? [] };
        return new JsonComparer(pair, variables ?? new Variables()).Compare(JsonReader.Read(expected), JsonReader.Read(received));
    }
}
