using Microsoft.AspNetCore.Http;
using Sluice.Protocol;

namespace Sluice.Hosting;

/// <summary>Reads JSON bodies whole, up to a limit that holds before memory is used.</summary>
internal static class BodyReader
{
    /// <summary>The body's bytes.</summary>
    /// <exception cref="MlflowException">It is larger than <paramref name="largest"/>, or can't be read.</exception>
    /// <exception cref="CallerGoneException">The caller left before its end.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, RequestBody body, int largest)
    {
        if (request.ContentLength > largest)
        {
            throw TooLarge(largest);
        }
        if (request.ContentLength is 0 || (request.ContentLength is null && !request.Headers.ContainsKey("Transfer-Encoding")))
        {
            return default;
        }
        var buffer = new byte[request.ContentLength is { } length ? (int)length : 4096];
        var filled = 0;
        while (true)
        {
            if (filled == buffer.Length)
            {
                if (filled == request.ContentLength)
                {
                    return buffer;
                }
                if (filled >= largest)
                {
                    throw TooLarge(largest);
                }
                Array.Resize(ref buffer, Math.Min(buffer.Length * 2, largest));
            }
            var read = await body.ReadAsync(buffer.AsMemory(filled));
            if (read == 0)
            {
                return buffer.AsMemory(0, filled);
            }
            filled += read;
        }
    }

    private static MlflowException TooLarge(int largest) =>
        new(ErrorCode.RequestTooLarge, $"The request's body is larger than {largest / 1024 / 1024} MiB. Split it into several requests.");
}
