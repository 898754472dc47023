using System.Text;
using Sluice.Http.Tests.Servers;
using Sluice.Http.Tests.Wire;
using Xunit;

namespace Sluice.Http.Tests.Replay;

/// <summary>The replay judged by a server that answers from a table.</summary>
public sealed class ReplayerTests
{
    private static readonly string[] Original = ["GET\t/runs/{id}", "GET\t/models/{id}", "POST\t/models/{id}", "GET\t/list"];
    private static readonly string[] Served = ["GET\t/runs/{id}", "GET\t/list"];

    [Fact]
    public async Task The_recorded_answer_matches()
    {
        var report = await Replay([TestPairs.Get(1, "/runs/1", 200, """{"a": 1}""")], new() { ["/runs/1"] = (200, """{"a": 1}""") });

        Assert.Equal("small: 1 of 1 match, 0 open", report.Summary);
        Assert.True(report.IsGood);
    }

    [Fact]
    public async Task Another_answer_fails_the_replay()
    {
        var report = await Replay([TestPairs.Get(1, "/runs/1", 200, """{"a": 1}""")], new() { ["/runs/1"] = (200, """{"a": 2}""") });

        Assert.False(report.IsGood);
    }

    [Fact]
    public async Task Another_status_fails_the_replay()
    {
        var report = await Replay([TestPairs.Get(1, "/runs/1", 200)], new() { ["/runs/1"] = (201, "{}") });

        Assert.False(report.IsGood);
    }

    [Fact]
    public async Task A_pair_on_a_route_that_is_not_served_yet_is_open()
    {
        var report = await Replay([TestPairs.Get(1, "/models/1", 200)], []);

        Assert.Equal("small: 0 of 1 match, 1 open", report.Summary);
        Assert.True(report.IsGood);
    }

    [Fact]
    public async Task A_refusal_that_needs_no_route_matches()
    {
        var report = await Replay([TestPairs.Get(1, "/models/1", 404)], []);

        Assert.Equal("small: 1 of 1 match, 0 open", report.Summary);
    }

    [Fact]
    public async Task A_route_that_is_served_but_not_listed_fails_the_replay()
    {
        var report = await Replay([TestPairs.Get(1, "/models/1", 200)], new() { ["/models/1"] = (200, "{}") });

        Assert.False(report.IsGood);
    }

    [Fact]
    public async Task A_path_that_the_original_lacks_too_is_never_open()
    {
        var report = await Replay([TestPairs.Get(1, "/nothing", 400)], []);

        Assert.False(report.IsGood);
    }

    [Fact]
    public async Task A_pair_that_needs_an_id_of_an_open_pair_is_open()
    {
        var report = await Replay(
            [
                TestPairs.Get(1, "/models/1", 200, """{"id": "<string>"}""", ("id1", "id")),
                TestPairs.Get(2, "/runs/${id1}", 200),
                TestPairs.Get(3, "/list", 200, """["${id1}"]"""),
            ],
            new() { ["/list"] = (200, "[]") }
        );

        Assert.Equal("small: 0 of 3 match, 3 open", report.Summary);
    }

    [Fact]
    public async Task A_saved_id_reaches_later_requests()
    {
        var report = await Replay(
            [
                TestPairs.Get(1, "/list", 200, """{"id": "<string>"}""", ("id1", "id")),
                TestPairs.Get(2, "/runs/${id1}", 200, """{"name": "${id1}"}"""),
            ],
            new() { ["/list"] = (200, """{"id": "x7"}"""), ["/runs/x7"] = (200, """{"name": "x7"}""") }
        );

        Assert.Equal("small: 2 of 2 match, 0 open", report.Summary);
    }

    [Fact]
    public async Task A_listed_difference_is_accepted()
    {
        var report = await Replay(
            [TestPairs.Get(1, "/runs/1", 200)],
            new() { ["/runs/1"] = (400, "{}") },
            listed: ["| small | 1 | both | 1 | a number as text |"]
        );

        Assert.Equal("small: 0 of 1 match, 0 open, 1 listed", report.Summary);
        Assert.True(report.IsGood);
    }

    [Fact]
    public async Task A_difference_that_is_gone_fails_the_replay()
    {
        var report = await Replay(
            [TestPairs.Get(1, "/runs/1", 200)],
            new() { ["/runs/1"] = (200, "{}") },
            listed: ["| small | 1 | both | 1 | a number as text |"]
        );

        Assert.False(report.IsGood);
    }

    [Fact]
    public async Task A_difference_listed_for_one_database_is_not_accepted_on_the_other()
    {
        var report = await Replay(
            [TestPairs.Get(1, "/runs/1", 200)],
            new() { ["/runs/1"] = (400, "{}") },
            listed: ["| small | 1 | postgres | 3 | words of the driver |"]
        );

        Assert.False(report.IsGood);
    }

    [Theory]
    [InlineData("3", 400, "other words", true)]
    [InlineData("4", 400, "other words", true)]
    [InlineData("4", 409, "other words", false)]
    [InlineData("4", 400, "words", false)]
    public async Task A_difference_of_words_is_one_of_the_message_alone(string kind, int status, string message, bool accepted)
    {
        var report = await Replay(
            [TestPairs.Get(1, "/runs/1", 400, """{"message": "words"}""")],
            new() { ["/runs/1"] = (status, $$"""{"message": "{{message}}"}""") },
            listed: [$"| small | 1 | both | {kind} | why |"]
        );

        Assert.Equal(accepted, report.IsGood);
    }

    [Theory]
    [InlineData("| small | 1 | mysql | 1 | why |")]
    [InlineData("| small | 1 | both | 5 | why |")]
    [InlineData("| small | 1 | both | 1 | |")]
    [InlineData("| small | one | both | 1 | why |")]
    public void A_row_without_its_facts_is_refused(string row) => Assert.Throws<FormatException>(() => DifferenceList.Read([row]));

    [Fact]
    public void A_row_names_numbers_and_ranges() =>
        Assert.Equal(
            [1, 3, 4, 5, 7, 8],
            DifferenceList.Read(["| small | 1, 3-5, 7 to 8 | both | 1 | why |"]).Rows.Select(row => row.Number)
        );

    private static Task<ReplayReport> Replay(
        RecordedPair[] pairs,
        Dictionary<string, (int Status, string Body)> answers,
        string[]? listed = null
    )
    {
        var replayer = new Replayer(
            (request, _) =>
            {
                var (status, body) = answers.GetValueOrDefault(request.Target, (404, "{}"));
                return Task.FromResult(new RawResponse(status, new Dictionary<string, string>(), Encoding.UTF8.GetBytes(body)));
            },
            RouteTable.Read(Served),
            RouteTable.Read(Original),
            DifferenceList.Read(listed ?? [])
        );
        return replayer.Replay(TestPairs.Recording(pairs), DatabaseKind.Sqlite, TestContext.Current.CancellationToken);
    }
}
