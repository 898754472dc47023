using Sluice.Http.Tests.Servers;
using Xunit;

namespace Sluice.Http.Tests.Faults;

/// <summary>Answers that are larger than what a server should keep in memory.</summary>
public sealed class LargeAnswerTests(PostgresServer postgres)
{
    private const int Values = 800_000;
    private const long MostGrowth = 64L * 1024;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_history_of_800_000_values_takes_little_memory(DatabaseKind database)
    {
        await using var server = await SluiceServer.Start(database, postgres, options: null, Cancellation);
        var run = await server.Admin().MakeRun("0");
        await using (var tracking = await server.Place.OpenTracking(Cancellation))
        {
            await tracking.Execute(
                """
                WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < @p1)
                INSERT INTO metrics (key, value, timestamp, step, is_nan, run_uuid) SELECT 'loss', n, n, n, false, @p0 FROM numbers
                """,
                run,
                Values
            );
        }
        Assert.Equal(200, (await server.Admin().Get($"metrics/get-history?run_id={run}&metric_key=none")).Status);
        server.ForgetMostKilobytes();
        var before = server.MostKilobytes();

        var answer = await server.Admin().Get($"metrics/get-history?run_id={run}&metric_key=loss");

        Assert.Equal(200, answer.Status);
        Assert.InRange(server.MostKilobytes() - before, 0, MostGrowth);
        var expected = string.Join(
            ',',
            Enumerable.Range(1, Values).Select(n => $$"""{"key":"loss","value":{{n}}.0,"timestamp":{{n}},"step":{{n}}}""")
        );
        Assert.Equal($$"""{"metrics":[{{expected}}]}""", answer.Text);
        Assert.EndsWith(
            ""","next_page_token":"eyJvZmZzZXQiOiA3OTk5OTl9"}""",
            (await Page(server, run, Values - 1)).Text,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("next_page_token", (await Page(server, run, Values)).Text, StringComparison.Ordinal);
    }

    private static Task<Wire.RawResponse> Page(SluiceServer server, string run, int most) =>
        server.Admin().Get($"metrics/get-history?run_id={run}&metric_key=loss&max_results={most}");
}
