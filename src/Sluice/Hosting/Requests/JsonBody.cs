using Microsoft.AspNetCore.Http;
using Sluice.Protocol;

namespace Sluice.Hosting.Requests;

/// <summary>
/// The JSON body of a request, read whole, within three bounds that hold before memory is used: its size, the time that it may take, and
/// what all bodies together take. It counts until it is disposed of. Where one of them ends the reading, the connection ends with it.
/// </summary>
internal sealed class JsonBody(HttpRequest request, BodyBudget budget, TimeProvider clock) : IDisposable
{
    /// <summary>What is read over where a route has no use for a body (bytes).</summary>
    internal const int MostUnused = 4096;

    /// <summary>What a caller gets to send a body.</summary>
    internal static readonly TimeSpan Time = TimeSpan.FromSeconds(60);

    /// <summary>Most memory (bytes) that is taken for what was only announced; more is taken as it comes.</summary>
    private const int First = 128 * 1024;

    private readonly long started = clock.GetTimestamp();
    private long taken;

    /// <summary>The body's bytes.</summary>
    /// <exception cref="MlflowException">It is larger than <paramref name="largest"/>, takes too long, or can't be read.</exception>
    /// <exception cref="BodyBudgetSpentException">Other bodies have taken the memory.</exception>
    /// <exception cref="CallerGoneException">The caller left before its end.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(RequestBody body, int largest)
    {
        if (request.ContentLength is 0 || (request.ContentLength is null && !request.Headers.ContainsKey("Transfer-Encoding")))
        {
            return default;
        }
        try
        {
            return await ReadAllAsync(body, largest);
        }
        catch
        {
            request.HttpContext.Response.Headers.Connection = "close";
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        budget.GiveBack(taken);
        taken = 0;
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReadAllAsync(RequestBody body, int largest)
    {
        var length = request.ContentLength;
        if (length > largest)
        {
            throw TooLarge(largest);
        }
        var buffer = Grown([], (int)Math.Min(length ?? MostUnused, First));
        for (var filled = 0; ; )
        {
            if (filled == length)
            {
                return buffer.AsMemory(0, filled);
            }
            if (filled == buffer.Length)
            {
                // Of a body without a length one byte more tells that it is too large.
                buffer = Grown(buffer, (int)Math.Min(buffer.Length * 2L, length ?? largest + 1L));
            }
            var read = await body.ReadAsync(buffer.AsMemory(filled));
            if (read == 0)
            {
                return buffer.AsMemory(0, filled);
            }
            filled += read;
            if (filled > largest)
            {
                throw TooLarge(largest);
            }
            // Kestrel ends a read that gives next to nothing: none takes long.
            if (clock.GetElapsedTime(started) > Time)
            {
                throw new MlflowException(ErrorCode.RequestTimeout, $"The request's body took longer than {Time.TotalSeconds} s.");
            }
        }
    }

    private byte[] Grown(byte[] buffer, int length)
    {
        if (!budget.TryTake(length - buffer.Length))
        {
            throw new BodyBudgetSpentException();
        }
        taken += length - buffer.Length;
        Array.Resize(ref buffer, length);
        return buffer;
    }

    private static MlflowException TooLarge(int largest) =>
        new(
            ErrorCode.RequestTooLarge,
            largest == MostUnused
                ? "This request takes no body. Send it without one."
                : $"The request's body is larger than {largest / 1024 / 1024} MiB. Split it into several requests."
        );
}
