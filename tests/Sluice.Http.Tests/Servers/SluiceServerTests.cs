using Sluice.Http.Tests.Wire;
using Xunit;

namespace Sluice.Http.Tests.Servers;

/// <summary>The server as the tests start it.</summary>
public sealed class SluiceServerTests(PostgresServer postgres)
{
    [Theory, BothDatabases]
    public async Task A_fresh_server_is_healthy_and_asks_for_sign_in(DatabaseKind database)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var server = await SluiceServer.Start(database, postgres, options: null, cancellation);

        var health = await server.Send(new RawRequest("GET", "/health"), cancellation);
        var anonymous = await server.Send(new RawRequest("GET", "/api/2.0/mlflow/experiments/get?experiment_id=0"), cancellation);

        Assert.Equal((200, "OK", 401), (health.Status, health.Text, anonymous.Status));
    }

    [Fact]
    public async Task A_server_that_cannot_start_shows_what_it_printed()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            SluiceServer.Start(
                DatabaseKind.Sqlite,
                postgres,
                options: null,
                TestContext.Current.CancellationToken,
                new ServerProgram("/bin/ls")
            )
        );

        Assert.Contains("ended with 2", failure.Message, StringComparison.Ordinal);
        Assert.Contains("server", failure.Message, StringComparison.Ordinal);
    }
}
