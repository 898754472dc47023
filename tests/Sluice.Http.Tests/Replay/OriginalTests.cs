using Sluice.Http.Tests.Servers;
using Xunit;

namespace Sluice.Http.Tests.Replay;

/// <summary>The replay judged by the program that the recordings were made from.</summary>
public sealed class OriginalTests(PostgresServer postgres)
{
    [Theory, Trait("Speed", "slow")]
    [BothDatabases("accounts_first_steps")]
    [InlineData(DatabaseKind.Sqlite, "tracking_metric_values")]
    public async Task The_original_gives_its_recorded_answers(DatabaseKind database, string name)
    {
        var original = ServerProgram.Original();
        Assert.SkipWhen(original is null, "MLFLOW_EXECUTABLE does not name the real MLflow server");
        var cancellation = TestContext.Current.CancellationToken;
        var recording = Recording.Read(name);
        var options = recording.Server with
        {
            Environment = new Dictionary<string, string> { ["MLFLOW_SERVER_ENABLE_JOB_EXECUTION"] = "false" },
        };
        await using var server = await SluiceServer.Start(database, postgres, options, cancellation, original);

        var replayer = new Replayer(server.Send, RouteTable.OfTheOriginal(), RouteTable.OfTheOriginal(), DifferenceList.Read([]));
        var report = await replayer.Replay(recording, database, cancellation);

        Assert.True(recording.Pairs.Count == report.Count(Outcome.Matches), report.ToString());
    }
}
