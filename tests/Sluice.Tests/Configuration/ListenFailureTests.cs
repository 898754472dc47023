using System.Net.Sockets;
using Sluice.Commands;
using Xunit;

namespace Sluice.Tests.Configuration;

/// <summary>A listener that can't be opened is told with its place, who wrote that place, the reason and what to do.</summary>
public sealed class ListenFailureTests : IDisposable
{
    private readonly Start start = new();

    public void Dispose() => start.Dispose();

    private string Message(Exception error, params string[] flags)
    {
        var command = start.Command(["server", .. flags]);
        return ListenFailedException.Of(error, command.Settings!.Listen, command.Resolved).Message;
    }

    [Theory]
    [InlineData("", "127.0.0.1 (the default) port 5000 (the default): ")]
    [InlineData("--host ::1 -p 7000", "::1 (from --host) port 7000 (from -p): ")]
    [InlineData("--port 7000", "10.0.0.1 (from variable MLFLOW_HOST) port 7000 (from --port): ", "10.0.0.1")]
    [InlineData("--uvicorn-opts --uds=/run/s.sock", "the Unix socket /run/s.sock (from --uvicorn-opts): ")]
    public void The_place_is_named_with_who_wrote_it(string flags, string expected, string? host = null)
    {
        if (host is not null)
        {
            start.Environment["MLFLOW_HOST"] = host;
        }
        Assert.StartsWith(
            "Can't listen on " + expected,
            Message(new SocketException((int)SocketError.AddressAlreadyInUse), flags.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        );
    }

    [Theory]
    [InlineData(SocketError.AddressAlreadyInUse, "address already in use. ")]
    [InlineData(SocketError.AddressNotAvailable, "this machine has no such address. ")]
    [InlineData(SocketError.HostNotFound, "the host name is unknown. ")]
    [InlineData(SocketError.TryAgain, "the host name is unknown. ")]
    [InlineData(SocketError.AddressFamilyNotSupported, "this machine doesn't speak IPv6. ")]
    [InlineData(SocketError.AccessDenied, "permission denied: ports below 1024 ")]
    public void The_reason_is_in_words(SocketError code, string expected) =>
        Assert.Contains("): " + expected, Message(new SocketException((int)code), "--port", "80"));

    [Fact]
    public void The_reason_is_found_inside_what_the_server_wraps_it_in() =>
        Assert.Contains(
            "address already in use. ",
            Message(new IOException("x", new InvalidOperationException("y", new SocketException((int)SocketError.AddressAlreadyInUse))))
        );

    [Theory]
    [InlineData(SocketError.AddressNotAvailable, "missing/s.sock", "there is no folder ")]
    [InlineData(SocketError.AddressNotAvailable, "s.sock", "no socket can be made there. ")]
    [InlineData(SocketError.AddressAlreadyInUse, "s.sock", "the path is taken already. ")]
    [InlineData(SocketError.AccessDenied, "s.sock", "permission denied. ")]
    public void The_reason_of_a_Unix_socket_is_in_words(SocketError code, string path, string expected) =>
        Assert.Contains("): " + expected, Message(new SocketException((int)code), "--uvicorn-opts", "--uds " + path));

    [Fact]
    public void A_path_that_is_too_long_for_a_Unix_socket_is_refused_before_the_start() =>
        Assert.Contains(
            "longer than 107 bytes",
            Assert.Single(start.Errors("--uvicorn-opts", "--uds /" + new string('s', 107))),
            StringComparison.Ordinal
        );
}
