using System.Text;
using Sluice.Http.Tests.Access;
using Sluice.Http.Tests.Json;
using Sluice.Http.Tests.Servers;
using Sluice.Http.Tests.Wire;
using Xunit;

namespace Sluice.Http.Tests.Faults;

/// <summary>Requests that are wrong, huge or deep: refused by name, and nothing of the server's inside shows.</summary>
public sealed class BadRequestTests(FaultServers servers) : IClassFixture<FaultServers>
{
    private const int LargestBody = 64 * 1024 * 1024;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Every route that takes a message as JSON.</summary>
    public static TheoryData<string, DatabaseKind> Messages =>
        [
            .. RouteCases
                .All.Where(route => route.Value.Json is ['{', ..])
                .SelectMany(route => Enum.GetValues<DatabaseKind>().Select(kind => (route.Key, kind))),
        ];

    [Theory, MemberData(nameof(Messages))]
    public async Task A_message_of_wrong_types_is_the_callers_fault(string route, DatabaseKind database)
    {
        var server = await servers.On(database);
        var scene = await Scene.Make(server, granted: false);
        var json = scene.Fill(RouteCases.All[route].Json!, "nobody");
        var members = ((JsonObject)JsonReader.Read(json)).Members;
        var bodies = new List<string>
        {
            "",
            "[]",
            "5",
            "null",
            "\"x\"",
            "{",
            json[..^1],
            json + json,
            "{\"a\"}",
            "\u0000",
            "{\"a\": NaN}",
            "{\"\\ud800\": 1}",
        };
        foreach (var (name, _) in members)
        {
            foreach (
                var value in (string[])
                    [
                        "null",
                        "5",
                        "-1",
                        "1.5",
                        "1e999",
                        "true",
                        "[]",
                        "{}",
                        "\"\"",
                        "[[1]]",
                        "[null]",
                        "[{}]",
                        "\"\\u0000\"",
                        "\"\\ud800\"",
                        "99999999999999999999",
                    ]
            )
            {
                bodies.Add(
                    "{"
                        + string.Join(
                            ", ",
                            members.Select(member => $"\"{member.Key}\": {(member.Key == name ? value : member.Value.ToString())}")
                        )
                        + "}"
                );
            }
        }

        var wrong = new List<string>();
        foreach (var body in bodies)
        {
            var answer = await server.Admin().Send(route.Split(' ')[0], "/api" + route.Split(' ')[1], body);
            if (answer.Status >= 500 || ShowsInside(answer.Text))
            {
                wrong.Add($"{body}: {answer.Status} {answer.Text}");
            }
        }

        Assert.True(wrong.Count == 0, $"{string.Join('\n', wrong)}\n{server.Output}");
    }

    [Theory]
    [InlineData(100_000)]
    [InlineData(10_000)]
    [InlineData(200)]
    public async Task JSON_that_is_too_deep_is_refused(int depth)
    {
        var server = await servers.On(DatabaseKind.Sqlite);
        foreach (
            var body in (string[])
                [
                    new string('[', depth),
                    new string('[', depth) + new string(']', depth),
                    $$"""{"run_id": {{new string('[', depth)}}{{new string(']', depth)}}}""",
                    $$"""{"unknown": {{string.Concat(Enumerable.Repeat("{\"a\":", depth))}}1{{new string('}', depth)}}}""",
                ]
        )
        {
            Assert.Equal(400, (await server.Admin().Post("runs/log-batch", body)).Status);
        }
        Assert.Equal(200, (await server.Admin().Get("/version")).Status);
    }

    [Fact]
    public async Task A_body_that_says_it_is_too_large_is_refused_before_it_comes()
    {
        var server = await servers.On(DatabaseKind.Sqlite);
        await using var connection = await RawConnection.Open(server.Port, Cancellation);
        var length = $"Content-Length: {LargestBody + 1}";

        await connection.Send(RawConnection.JsonHead("runs/log-batch", server.Admin(), length), Cancellation);

        Assert.Equal(413, await connection.Status(Cancellation));
    }

    [Fact]
    public async Task A_body_without_a_length_is_refused_when_it_grows_too_large()
    {
        var server = await servers.On(DatabaseKind.Sqlite);
        await using var connection = await RawConnection.Open(server.Port, Cancellation);
        await connection.Send(RawConnection.JsonHead("runs/log-batch", server.Admin(), "Transfer-Encoding: chunked"), Cancellation);
        var chunk = Encoding.ASCII.GetBytes($"{1024 * 1024:x}\r\n{new string(' ', 1024 * 1024)}\r\n");
        using var answered = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var sending = SendUntil(answered.Token);

        Assert.Equal(413, await connection.Status(Cancellation));

        await answered.CancelAsync();
        Assert.InRange(await sending, LargestBody / 1024 / 1024, int.MaxValue);
        Assert.Equal(200, (await server.Admin().Get("/version")).Status);

        async Task<int> SendUntil(CancellationToken stop)
        {
            var sent = 0;
            try
            {
                for (; !stop.IsCancellationRequested; sent++)
                {
                    await connection.Send(chunk, stop);
                }
            }
            catch (Exception end) when (end is OperationCanceledException or System.Net.Sockets.SocketException)
            {
                // The server has said what it thinks.
            }
            return sent;
        }
    }

    [Theory]
    [InlineData("POST", "users/create", """{"username": "long", "password": "{long}"}""")]
    [InlineData("POST", "users/create", """{"username": "{long}", "password": "a-good-long-password"}""")]
    [InlineData(
        "PATCH",
        "users/update-password",
        """{"username": "admin", "password": "{long}", "current_password": "correct-horse-battery-staple"}"""
    )]
    [InlineData(
        "PATCH",
        "users/update-password",
        """{"username": "admin", "password": "a-good-long-password", "current_password": "{long}"}"""
    )]
    [InlineData("POST", "experiments/create", """{"name": "{long}"}""")]
    [InlineData("POST", "experiments/create", """{"name": "x", "artifact_location": "{long}"}""")]
    [InlineData("POST", "runs/set-tag", """{"run_id": "{run}", "key": "{long}", "value": "v"}""")]
    [InlineData("POST", "runs/get", """{"run_id": "{long}"}""")]
    [InlineData("POST", "runs/log-metric", """{"run_id": "{run}", "key": "{long}", "value": 1, "timestamp": 1}""")]
    public async Task A_text_of_a_million_characters_is_refused(string method, string route, string body)
    {
        var server = await servers.On(DatabaseKind.Sqlite);
        var run = await server.Admin().MakeRun("0");
        var text = body.Replace("{long}", new string('x', 1_000_000), StringComparison.Ordinal)
            .Replace("{run}", run, StringComparison.Ordinal);

        var answer = await server.Admin().Send(method, route, text);

        Assert.InRange(answer.Status, 400, 405);
        Assert.True(answer.Text.Length < 10_000, $"the answer has {answer.Text.Length} characters");
    }

    [Theory]
    [BothDatabases("params.a = '{x}'")]
    [BothDatabases("{x}")]
    [BothDatabases("params.`{x}` = 'a'")]
    [BothDatabases("{(}params.a = 'b'")]
    [BothDatabases("{(}{)}")]
    [BothDatabases("params.a = 'b'{and}")]
    [BothDatabases("params.a IN ({list})")]
    [BothDatabases("run_id IN ({list})")]
    [BothDatabases("params.a LIKE '{%}'")]
    [BothDatabases("metrics.a > {9}")]
    [BothDatabases("{'}")]
    [BothDatabases("{-}")]
    public async Task A_filter_of_a_million_characters_stops_nobody(DatabaseKind database, string pattern)
    {
        var server = await servers.On(database);
        const int Size = 1_000_000;
        var filter = pattern
            .Replace("{x}", new string('x', Size), StringComparison.Ordinal)
            .Replace("{(}", new string('(', Size), StringComparison.Ordinal)
            .Replace("{)}", new string(')', Size), StringComparison.Ordinal)
            .Replace("{and}", string.Concat(Enumerable.Repeat(" AND params.a = 'b'", Size / 19)), StringComparison.Ordinal)
            .Replace("{list}", string.Join(", ", Enumerable.Repeat("'abc'", Size / 7)), StringComparison.Ordinal)
            .Replace("{%}", string.Concat(Enumerable.Repeat("%a", Size / 2)), StringComparison.Ordinal)
            .Replace("{9}", new string('9', Size), StringComparison.Ordinal)
            .Replace("{'}", new string('\'', Size), StringComparison.Ordinal)
            .Replace("{-}", new string('-', Size), StringComparison.Ordinal);
        var search = server.Admin().Post("runs/search", $$"""{"experiment_ids": ["0"], "filter": "{{filter}}"}""");

        var others = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => server.Admin().Get("/version")));
        var answer = await search.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        Assert.All(others, other => Assert.Equal(200, other.Status));
        Assert.True(answer.Status is 200 or 400, $"{answer.Status} {answer.Text[..Math.Min(500, answer.Text.Length)]}");
        Assert.False(ShowsInside(answer.Text));
    }

    [Theory, BothDatabases]
    public async Task A_batch_over_the_limits_is_refused_whole(DatabaseKind database)
    {
        var server = await servers.On(database);
        var run = await server.Admin().MakeRun("0");
        string Metrics(int count) =>
            string.Join(", ", Enumerable.Range(0, count).Select(i => $$"""{"key": "m{{i}}", "value": 1, "timestamp": 1, "step": 1}"""));

        var over = await server.Admin().Post("runs/log-batch", $$"""{"run_id": "{{run}}", "metrics": [{{Metrics(1001)}}]}""");
        var data = (await server.Admin().Get($"runs/get?run_id={run}")).Text;
        var most = await server.Admin().Post("runs/log-batch", $$"""{"run_id": "{{run}}", "metrics": [{{Metrics(1000)}}]}""");

        Assert.Equal((400, 200), (over.Status, most.Status));
        Assert.DoesNotContain("\"m0\"", data, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1_000_000)]
    [InlineData(60_000)]
    public async Task A_huge_Authorization_header_opens_nothing(int size)
    {
        var server = await servers.On(DatabaseKind.Sqlite);
        var request = new RawRequest("GET", "/version") { Headers = [new("Authorization", "Basic " + new string('A', size))] };
        int status;
        try
        {
            status = (await server.Send(request, Cancellation)).Status;
        }
        catch (IOException)
        {
            status = 431; // It hung up before it had read the head to its end.
        }

        Assert.InRange(status, 400, 431);
        Assert.Equal(200, (await server.Admin().Get("/version")).Status);
    }

    private static bool ShowsInside(string text) =>
        ((string[])["   at ", "SELECT ", "INSERT ", "System.", "Npgsql", "SQLite", "scrypt:", "Exception"]).Any(word =>
            text.Contains(word, StringComparison.Ordinal)
        );
}
