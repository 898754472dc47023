using Sluice.Http.Tests.Servers;
using Xunit;

namespace Sluice.Http.Tests.Replay;

/// <summary>The replay judged by the program that the recordings were made from.</summary>
public sealed class OriginalTests(PostgresServer postgres)
{
    [Theory, Trait("Speed", "slow")]
    [InlineData("accounts_first_steps")]
    [InlineData("tracking_metric_values")]
    public async Task The_original_gives_its_recorded_answers(string name)
    {
        var executable = Environment.GetEnvironmentVariable("MLFLOW_EXECUTABLE");
        Assert.SkipWhen(string.IsNullOrEmpty(executable), "MLFLOW_EXECUTABLE does not name the real MLflow server");
        var cancellation = TestContext.Current.CancellationToken;
        var recording = Recording.Read(name);
        var options = recording.Server with
        {
            Environment = new Dictionary<string, string> { ["MLFLOW_SERVER_ENABLE_JOB_EXECUTION"] = "false" },
        };
        await using var server = await SluiceServer.Start(DatabaseKind.Sqlite, postgres, options, cancellation, executable);

        var replayer = new Replayer(server.Send, RouteTable.OfTheOriginal(), RouteTable.OfTheOriginal(), DifferenceList.Read([]));
        var report = await replayer.Replay(recording, DatabaseKind.Sqlite, cancellation);

        Assert.True(recording.Pairs.Count == report.Count(Outcome.Matches), report.ToString());
    }
}
