using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sluice.Http.Tests.Wire;

/// <summary>
/// HTTP/1.1 over one TCP connection a request. The runtime's client normalizes paths and refuses odd methods and headers; a test must be able
/// to send them.
/// </summary>
public static class RawHttpClient
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    /// <summary>Sends a request to a loopback port and reads the whole answer.</summary>
    /// <exception cref="IOException">The connection failed, or the answer is not HTTP/1.</exception>
    public static async Task<RawResponse> Send(int port, RawRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Limit);
        using var connection = new TcpClient { NoDelay = true };
        try
        {
            await connection.ConnectAsync(IPAddress.Loopback, port, limit.Token);
            await using var stream = connection.GetStream();
            await SendAll(stream, Head(port, request), request.Body ?? ReadOnlyMemory<byte>.Empty, limit.Token);
            await using var buffered = new BufferedStream(stream, 16 * 1024);
            return await Read(buffered, request.Method, limit.Token);
        }
        catch (SocketException failure)
        {
            throw new IOException(failure.Message, failure);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new IOException($"no whole answer within {Limit.TotalSeconds} s");
        }
    }

    private static byte[] Head(int port, RawRequest request)
    {
        var head = new StringBuilder();
        _ = head.Append(CultureInfo.InvariantCulture, $"{request.Method} {request.Target} HTTP/1.1\r\n");
        if (!Has("Host"))
        {
            _ = head.Append(CultureInfo.InvariantCulture, $"Host: 127.0.0.1:{port}\r\n");
        }
        foreach (var (name, value) in request.Headers)
        {
            _ = head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }
        if (
            !Has("Content-Length")
            && !Has("Transfer-Encoding")
            && (request.Body is not null || request.Method is "POST" or "PUT" or "PATCH")
        )
        {
            _ = head.Append(CultureInfo.InvariantCulture, $"Content-Length: {request.Body?.Length ?? 0}\r\n");
        }
        if (!Has("Connection"))
        {
            _ = head.Append("Connection: close\r\n");
        }
        return Encoding.Latin1.GetBytes(head.Append("\r\n").ToString());

        bool Has(string name) => request.Headers.Any(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    // A server may answer and close before it has read the whole body: the answer counts, not the broken pipe.
    private static async Task SendAll(NetworkStream stream, byte[] head, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        await stream.WriteAsync(head, cancellation);
        try
        {
            await stream.WriteAsync(body, cancellation);
        }
        catch (IOException) when (stream.Socket.Connected) { }
    }

    private static async Task<RawResponse> Read(Stream stream, string method, CancellationToken cancellation)
    {
        int status;
        Dictionary<string, string> headers;
        do
        {
            status = StatusOf(await Line(stream, cancellation));
            headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            while (await Line(stream, cancellation) is { Length: > 0 } line)
            {
                var colon = line.IndexOf(':', StringComparison.Ordinal);
                if (colon < 1)
                {
                    throw new IOException($"not a header: {line}");
                }
                headers[line[..colon]] = line[(colon + 1)..].Trim();
            }
        } while (status is >= 100 and < 200 and not 101);

        return new RawResponse(status, headers, await Body(stream, method, status, headers, cancellation));
    }

    private static int StatusOf(string line)
    {
        var parts = line.Split(' ', 3);
        return
            parts.Length >= 2
            && parts[0].StartsWith("HTTP/1.", StringComparison.Ordinal)
            && int.TryParse(parts[1], CultureInfo.InvariantCulture, out var status)
            ? status
            : throw new IOException($"not a status line: {line}");
    }

    private static async Task<byte[]> Body(
        Stream stream,
        string method,
        int status,
        Dictionary<string, string> headers,
        CancellationToken cancellation
    )
    {
        if (method == "HEAD" || status is 101 or 204 or 304)
        {
            return [];
        }
        if (headers.TryGetValue("Transfer-Encoding", out var coding) && coding.Equals("chunked", StringComparison.OrdinalIgnoreCase))
        {
            return await Chunks(stream, cancellation);
        }
        if (headers.TryGetValue("Content-Length", out var length))
        {
            var body = new byte[int.Parse(length, CultureInfo.InvariantCulture)];
            await stream.ReadExactlyAsync(body, cancellation);
            return body;
        }
        using var rest = new MemoryStream();
        await stream.CopyToAsync(rest, cancellation);
        return rest.ToArray();
    }

    private static async Task<byte[]> Chunks(Stream stream, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        while (true)
        {
            var size = int.Parse((await Line(stream, cancellation)).Split(';')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (size == 0)
            {
                while ((await Line(stream, cancellation)).Length > 0) { }
                return body.ToArray();
            }
            var chunk = new byte[size];
            await stream.ReadExactlyAsync(chunk, cancellation);
            body.Write(chunk);
            _ = await Line(stream, cancellation);
        }
    }

    private static async Task<string> Line(Stream stream, CancellationToken cancellation)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (true)
        {
            if (await stream.ReadAsync(one, cancellation) == 0)
            {
                throw new EndOfStreamException("the connection ended inside the head of an answer");
            }
            if (one[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }
            _ = line.Append((char)one[0]);
        }
    }
}
