using Sluice.Http.Tests.Servers;
using Xunit;

namespace Sluice.Http.Tests.Faults;

/// <summary>One server a kind of database for the tests of a class that do it no lasting harm.</summary>
public sealed class FaultServers(PostgresServer postgres) : IAsyncDisposable
{
    private readonly Dictionary<DatabaseKind, Task<SluiceServer>> servers = [];
    private readonly Lock gate = new();

    /// <summary>The server on a kind of database; started by whoever asks first.</summary>
    public Task<SluiceServer> On(DatabaseKind database)
    {
        lock (gate)
        {
            if (!servers.TryGetValue(database, out var server))
            {
                servers.Add(
                    database,
                    server = SluiceServer.Start(database, postgres, options: null, TestContext.Current.CancellationToken)
                );
            }
            return server;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var server in servers.Values)
        {
            await (await server).DisposeAsync();
        }
    }
}
