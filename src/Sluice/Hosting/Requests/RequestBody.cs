using Microsoft.AspNetCore.Http;
using Sluice.Protocol;

namespace Sluice.Hosting.Requests;

/// <summary>
/// The body of a request, to be read once from front to back. Its faults are the caller's and have exceptions of their own, so that nobody
/// takes them for faults of the place where the body goes.
/// </summary>
internal sealed class RequestBody(HttpRequest request) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>
    /// Reads on. The token is of no use: a read ends by itself when the caller goes, and one that is cancelled would leave the body half read.
    /// </summary>
    /// <exception cref="CallerGoneException">The caller left before the end of the body.</exception>
    /// <exception cref="MlflowException">The body is wrongly chunked, too slow or too large.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await request.Body.ReadAsync(buffer, CancellationToken.None);
        }
        catch (BadHttpRequestException refused) when (!EndsEarly(refused))
        {
            throw new MlflowException(
                refused.StatusCode == StatusCodes.Status413PayloadTooLarge ? ErrorCode.RequestTooLarge : ErrorCode.BadRequest,
                "The request's body can't be read: it is wrongly chunked, too slow or too large."
            );
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException)
        {
            throw new CallerGoneException(broken);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Flush() { }

    /// <summary>A body whose connection ends before its stated length: Kestrel has no other sign of it than the status.</summary>
    private bool EndsEarly(BadHttpRequestException refused) =>
        refused.StatusCode == StatusCodes.Status400BadRequest && request.ContentLength is not null;
}

/// <summary>The caller left before the end of the request's body: nobody waits for an answer.</summary>
internal sealed class CallerGoneException(Exception cause) : Exception("The caller has gone.", cause);
