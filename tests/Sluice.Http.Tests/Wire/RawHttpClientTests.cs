using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace Sluice.Http.Tests.Wire;

/// <summary>What the client puts on the wire and what it reads off it.</summary>
public sealed class RawHttpClientTests
{
    [Fact]
    public async Task A_request_goes_out_as_given()
    {
        var request = new RawRequest("FROB", "/a/../b//%2e?x=+&x")
        {
            Headers = [new("Host", "one"), new("Host", "two"), new("X-Odd", "ü")],
            Body = "hi"u8.ToArray(),
        };

        var (sent, _) = await Exchange(request, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");

        Assert.Equal(
            "FROB /a/../b//%2e?x=+&x HTTP/1.1\r\nHost: one\r\nHost: two\r\nX-Odd: ü\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi",
            sent
        );
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", "abc")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1;x=y\r\nc\r\n0\r\nT: t\r\n\r\n", "abc")]
    [InlineData("HTTP/1.0 200 OK\r\n\r\nabc", "abc")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", "abc")]
    [InlineData("HTTP/1.1 304 Not Modified\r\nContent-Length: 3\r\n\r\n", "")]
    public async Task A_body_is_read_by_its_framing(string answer, string body)
    {
        var (_, response) = await Exchange(new RawRequest("GET", "/"), answer);

        Assert.Equal(body, response.Text);
    }

    [Fact]
    public async Task An_answer_to_HEAD_has_no_body()
    {
        var (_, response) = await Exchange(new RawRequest("HEAD", "/"), "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n");

        Assert.Equal(("", "3"), (response.Text, response.Headers["content-length"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc")]
    [InlineData("hello\r\n\r\n")]
    public async Task Half_an_answer_is_an_error(string answer) =>
        await Assert.ThrowsAnyAsync<IOException>(() => Exchange(new RawRequest("GET", "/"), answer));

    private static async Task<(string Sent, RawResponse Response)> Exchange(RawRequest request, string answer)
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = Serve();
        var response = await RawHttpClient.Send(((IPEndPoint)listener.LocalEndpoint).Port, request, cancellation);
        return (await serving, response);

        async Task<string> Serve()
        {
            using var connection = await listener.AcceptTcpClientAsync(cancellation);
            await using var stream = connection.GetStream();
            var expected = request.Body?.Length ?? 0;
            var sent = new StringBuilder();
            var buffer = new byte[4096];
            while (!HasAll())
            {
                sent.Append(Encoding.Latin1.GetString(buffer, 0, await stream.ReadAsync(buffer, cancellation)));
            }
            await stream.WriteAsync(Encoding.Latin1.GetBytes(answer), cancellation);
            return sent.ToString();

            bool HasAll()
            {
                var end = sent.ToString().IndexOf("\r\n\r\n", StringComparison.Ordinal);
                return end >= 0 && sent.Length >= end + 4 + expected;
            }
        }
    }
}
