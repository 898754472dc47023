using Xunit;

namespace Sluice.Http.Tests.Servers;

/// <summary>One server a kind of database for tests that do it no lasting harm.</summary>
/// <param name="options">What differs from the defaults; null is none.</param>
public abstract class SharedServers(ServerOptions? options = null) : IAsyncDisposable
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
                servers.Add(database, server = Start(database));
            }
            return server;
        }
    }

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var server in servers.Values.Where(server => server.IsCompletedSuccessfully))
        {
            await (await server).DisposeAsync();
        }
    }

    /// <summary>Makes what every test finds on a server that has just started.</summary>
    protected virtual Task Prepare(SluiceServer server) => Task.CompletedTask;

    private async Task<SluiceServer> Start(DatabaseKind database)
    {
        // A fixture of the assembly gets no other one through its constructor.
        var postgres = await TestContext.Current.GetFixture<PostgresServer>();
        var server = await SluiceServer.Start(database, postgres!, options, TestContext.Current.CancellationToken);
        await Prepare(server);
        return server;
    }
}
