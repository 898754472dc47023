using Sluice.Http.Tests.Servers;
using Xunit;

namespace Sluice.Http.Tests.Faults;

/// <summary>Two servers on the same databases, one pair a kind of database, for the tests of one class.</summary>
public sealed class ServerPairs() : SharedServers
{
    private readonly Dictionary<DatabaseKind, SluiceServer> seconds = [];

    /// <summary>One server of the pair, or both.</summary>
    public async Task<SluiceServer[]> On(DatabaseKind database, int count)
    {
        var first = await On(database);
        if (count == 1)
        {
            return [first];
        }
        if (!seconds.TryGetValue(database, out var second))
        {
            second = await SluiceServer.StartAt(first.Place, options: null, TestContext.Current.CancellationToken);
            seconds.Add(database, second);
        }
        return [first, second];
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        foreach (var second in seconds.Values)
        {
            await second.DisposeAsync();
        }
        await base.DisposeAsync();
    }
}
