using Sluice.Http.Tests.Servers;
using Xunit;

namespace Sluice.Http.Tests.Faults;

/// <summary>Ten thousand wrong passwords at once: memory stays bounded, signed-in users are served, and others can sign in again.</summary>
public sealed class SignInFloodTests(PostgresServer postgres)
{
    private const int Attempts = 10_000;
    private const int Connections = 400;
    private const long MostGrowth = 250L * 1024;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_flood_of_wrong_passwords_shuts_nobody_out()
    {
        await using var server = await SluiceServer.Start(DatabaseKind.Sqlite, postgres, options: null, Cancellation);
        await server.Admin().MakeUser("newcomer");
        Assert.Equal(200, (await server.Admin().Get("/version")).Status);
        var before = server.ResidentKilobytes();
        var left = Attempts;
        var statuses = new int[600];
        Task[] flood =
        [
            .. Enumerable
                .Range(0, Connections)
                .Select(async _ =>
                {
                    while (Interlocked.Decrement(ref left) is >= 0 and var number)
                    {
                        var guess = new Caller(server.Port, number % 2 == 0 ? "newcomer" : $"unknown{number}", $"wrong-password-{number}");
                        Interlocked.Increment(ref statuses[(await guess.Get("/version")).Status]);
                    }
                }),
        ];
        var finished = Task.WhenAll(flood);

        var answered = 0;
        while (!finished.IsCompleted)
        {
            Assert.Equal(200, (await server.Admin().Get("experiments/get?experiment_id=0")).Status);
            answered++;
        }
        await finished;

        Assert.True(answered > 10, $"only {answered} requests were served meanwhile");
        Assert.Equal(Attempts, statuses[401] + statuses[503]);
        Assert.True(statuses[401] > 0);
        Assert.True(
            await Deadline.HoldsWithin(
                TimeSpan.FromSeconds(60),
                async _ => (await server.As("newcomer").Get("/version")).Status == 200,
                Cancellation
            )
        );
        Assert.InRange(server.ResidentKilobytes() - before, long.MinValue, MostGrowth);
    }
}
