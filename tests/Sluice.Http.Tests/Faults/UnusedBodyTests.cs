using Sluice.Http.Tests.Servers;
using Sluice.Protocol.Routes;
using Xunit;

namespace Sluice.Http.Tests.Faults;

/// <summary>A route that has no use for a body reads none, beyond a little.</summary>
public sealed class UnusedBodyTests(FaultServers servers) : IClassFixture<FaultServers>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Content-Length: 67108864", "{")]
    [InlineData("Content-Length: 4097", "{")]
    [InlineData("Transfer-Encoding: chunked", "2000\r\n{long}\r\n")]
    public async Task A_large_one_is_refused_before_it_is_read(string length, string sent)
    {
        var server = await servers.On(DatabaseKind.Sqlite);
        var body = sent.Replace("{long}", new string('x', 0x2000), StringComparison.Ordinal);
        foreach (var endpoint in await WithoutBody())
        {
            await using var connection = await RawConnection.Open(server.Port, Cancellation);
            await connection.Send(
                RawConnection.Head(endpoint.Method, endpoint.PathWith("a.js"), server.Admin(), length) + body,
                Cancellation
            );

            var status = await connection.Status(Cancellation).WaitAsync(Limit, Cancellation);
            Assert.Equal((endpoint.Path, 413), (endpoint.Path, status));
            await connection.End(Cancellation).WaitAsync(Limit, Cancellation);
        }
    }

    [Fact]
    public async Task A_small_one_changes_nothing()
    {
        var server = await servers.On(DatabaseKind.Sqlite);
        foreach (var endpoint in await WithoutBody())
        {
            var without = await server.Admin().Send(endpoint.Method, endpoint.PathWith("a.js"));
            var with = await server.Admin().Send(endpoint.Method, endpoint.PathWith("a.js"), $"{{\"a\": \"{new string('x', 4000)}\"}}");

            Assert.Equal((endpoint.Path, without.Status, without.Text), (endpoint.Path, with.Status, with.Text));
        }
    }

    private static async Task<List<Endpoint>> WithoutBody()
    {
        var found = (await ServedRoutes.Read()).Where(endpoint => !endpoint.TakesBody).ToList();
        Assert.Contains(found, endpoint => endpoint.Path == "/health");
        Assert.InRange(found.Count, 6, int.MaxValue);
        return found;
    }
}
