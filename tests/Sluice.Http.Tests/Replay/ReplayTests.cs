using Sluice.Http.Tests.Servers;
using Xunit;

namespace Sluice.Http.Tests.Replay;

/// <summary>Every served recording of the original against Sluice, on both databases.</summary>
public sealed class ReplayTests(PostgresServer postgres)
{
    /// <summary>The theory's rows: every served recording on each database.</summary>
    public static TheoryData<string, DatabaseKind> ServedOnBothDatabases() =>
        [.. ServedRecordings.Names.SelectMany(name => Enum.GetValues<DatabaseKind>().Select(kind => (name, kind)))];

    [Theory, MemberData(nameof(ServedOnBothDatabases))]
    public async Task A_served_recording_gets_the_recorded_answers(string name, DatabaseKind database)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var recording = Recording.Read(name);
        var routes = await SluiceRoutes.Read(cancellation);
        await using var server = await SluiceServer.Start(database, postgres, recording.Server, cancellation);

        var replayer = new Replayer(server.Send, routes, RouteTable.OfTheOriginal(), DifferenceList.OfTheRepository());
        var report = await replayer.Replay(recording, database, cancellation);

        ReplayReports.Write(report);
        Assert.True(report.IsGood, report.ToString());
    }

    [Fact]
    public void Every_served_recording_is_there() => Assert.Empty(ServedRecordings.Names.Except(Recording.Names()));

    [Fact]
    public void Every_listed_difference_names_a_pair_of_a_recording()
    {
        var pairs = Recording
            .Names()
            .ToDictionary(name => name, name => Recording.Read(name).Pairs.Select(pair => pair.Number).ToHashSet());

        var strangers = DifferenceList
            .OfTheRepository()
            .Rows.Where(row => !row.IsSearch && (!pairs.TryGetValue(row.Recording, out var numbers) || !numbers.Contains(row.Number)));

        Assert.Empty(strangers);
    }

    [Fact]
    public void All_pairs_of_the_contract_are_here() =>
        Assert.Equal((41, 3861), (Recording.Names().Count, Recording.Names().Sum(name => Recording.Read(name).Pairs.Count)));
}
