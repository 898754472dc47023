using Sluice.Http.Tests.Servers;
using Xunit;

namespace Sluice.Http.Tests.Access;

/// <summary>One server a kind of database for the tests of a class: without grants nobody may see anything; the users of <see cref="Scene"/> are there.</summary>
public sealed class AccessServers(PostgresServer postgres) : IAsyncDisposable
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
    public async ValueTask DisposeAsync()
    {
        foreach (var server in servers.Values)
        {
            await (await server).DisposeAsync();
        }
    }

    private async Task<SluiceServer> Start(DatabaseKind database)
    {
        var options = new ServerOptions { Ini = new Dictionary<string, string> { ["default_permission"] = "NO_PERMISSIONS" } };
        var server = await SluiceServer.Start(database, postgres, options, TestContext.Current.CancellationToken);
        foreach (var (name, _) in Scene.Users)
        {
            await server.Admin().MakeUser(name);
        }
        return server;
    }
}
