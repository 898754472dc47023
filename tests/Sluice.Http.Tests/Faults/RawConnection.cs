using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Sluice.Http.Tests.Servers;

namespace Sluice.Http.Tests.Faults;

/// <summary>A connection of a client that behaves badly: it sends what a test wants, as slowly as it wants, and leaves when it wants.</summary>
internal sealed class RawConnection : IAsyncDisposable
{
    private readonly Socket socket;

    private RawConnection(Socket socket) => this.socket = socket;

    /// <summary>Connects to a loopback port.</summary>
    /// <exception cref="SocketException">Nothing listens there.</exception>
    public static async Task<RawConnection> Open(int port, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, cancellation);
            return new RawConnection(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The head of a request of a caller, up to the empty line.</summary>
    public static string Head(string method, string target, Caller caller, params string[] headers) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{method} {target} HTTP/1.1\r\nHost: 127.0.0.1:{caller.Port}\r\nAuthorization: {caller.Authorization}\r\n"
        )
        + string.Concat(headers.Select(header => header + "\r\n"))
        + "\r\n";

    /// <summary>The head of a POST of JSON to a route of the API; how long its body is, <paramref name="length"/> says.</summary>
    public static string JsonHead(string route, Caller caller, string length) =>
        Head("POST", $"/api/2.0/mlflow/{route}", caller, length, "Content-Type: application/json");

    /// <summary>Sends text as ASCII.</summary>
    public Task Send(string text, CancellationToken cancellation) => Send(Encoding.ASCII.GetBytes(text), cancellation);

    /// <summary>Sends bytes.</summary>
    public async Task Send(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await socket.SendAsync(bytes, cancellation)..];
        }
    }

    /// <summary>Waits until the server asks for the body of a request that expects it (RFC 9110 section 10.1.1).</summary>
    /// <exception cref="IOException">It answers something else, or nothing.</exception>
    public async Task Continue(CancellationToken cancellation)
    {
        var text = new byte["HTTP/1.1 100 Continue\r\n\r\n".Length];
        for (var filled = 0; filled < text.Length; )
        {
            var read = await Received(text.AsMemory(filled), cancellation);
            filled += read > 0 ? read : throw new IOException("the connection ended without an answer");
        }
        if (!text.AsSpan(9, 3).SequenceEqual("100"u8))
        {
            throw new IOException($"the server doesn't ask for the body: {Encoding.ASCII.GetString(text)}");
        }
    }

    /// <summary>Reads the status of the answer.</summary>
    /// <exception cref="IOException">The connection ended without one.</exception>
    public async Task<int> Status(CancellationToken cancellation)
    {
        var text = new byte[12];
        for (var filled = 0; filled < text.Length; )
        {
            var read = await Received(text.AsMemory(filled), cancellation);
            filled += read > 0 ? read : throw new IOException("the connection ended without an answer");
        }
        return int.Parse(Encoding.ASCII.GetString(text)[9..], CultureInfo.InvariantCulture);
    }

    /// <summary>Reads on until the other side ends the connection.</summary>
    public async Task End(CancellationToken cancellation)
    {
        var rest = new byte[4096];
        while (await Received(rest, cancellation) > 0) { }
    }

    /// <summary>Says that nothing more comes; answers can still be read.</summary>
    public void EndSending() => socket.Shutdown(SocketShutdown.Send);

    /// <summary>Leaves without a word: the other side sees a reset.</summary>
    public void Abort()
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Close();
    }

    /// <summary>How many bytes came; a reset is an end like any other.</summary>
    private async ValueTask<int> Received(Memory<byte> into, CancellationToken cancellation)
    {
        try
        {
            return await socket.ReceiveAsync(into, cancellation);
        }
        catch (SocketException reset) when (reset.SocketErrorCode == SocketError.ConnectionReset)
        {
            return 0;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
