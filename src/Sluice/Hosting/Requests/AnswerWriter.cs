using System.Buffers;
using Microsoft.AspNetCore.Http;
using Sluice.Protocol.Answers;

namespace Sluice.Hosting.Requests;

/// <summary>Writes answers to HTTP.</summary>
internal static class AnswerWriter
{
    /// <summary>What of a stream is in memory at one time (bytes).</summary>
    internal const int Piece = 128 * 1024;

    /// <summary>Writes status, headers and body.</summary>
    public static Task WriteAsync(HttpContext context, Answer answer)
    {
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        foreach (var (name, value) in answer.Headers)
        {
            context.Response.Headers[name] = value;
        }
        return answer switch
        {
            StreamAnswer stream => WriteStreamAsync(context, stream),
            WrittenAnswer written => WriteWrittenAsync(context, written),
            BufferedAnswer buffered => WriteBufferedAsync(context, buffered),
            _ => throw new InvalidOperationException($"an answer can't be a {answer.GetType()}"),
        };
    }

    private static async Task WriteBufferedAsync(HttpContext context, BufferedAnswer answer)
    {
        using var buffer = new AnswerBuffer();
        answer.WriteBody(buffer);
        await SendAsync(context, answer.Status, buffer);
    }

    private static async Task WriteWrittenAsync(HttpContext context, WrittenAnswer answer)
    {
        using var buffer = answer.Body;
        await SendAsync(context, answer.Status, buffer);
    }

    private static async Task SendAsync(HttpContext context, int status, AnswerBuffer buffer)
    {
        if (status != StatusCodes.Status204NoContent)
        {
            context.Response.ContentLength = buffer.Length;
        }
        if (!HttpMethods.IsHead(context.Request.Method) && buffer.Length > 0)
        {
            await buffer.SendAsync(context.Response.BodyWriter, context.RequestAborted);
        }
    }

    private static async Task WriteStreamAsync(HttpContext context, StreamAnswer answer)
    {
        await using var content = answer.Content;
        var length = answer.Length;
        if (answer.Range is var (from, to))
        {
            context.Response.StatusCode = StatusCodes.Status206PartialContent;
            context.Response.Headers.ContentRange = $"bytes {from}-{to}/{answer.Length}";
            content.Seek(from, SeekOrigin.Begin);
            length = to - from + 1;
        }
        context.Response.ContentLength = length;
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }
        await CopyAsync(content, context.Response.Body, length, context.RequestAborted);
    }

    private static async Task CopyAsync(Stream from, Stream to, long? length, CancellationToken cancelled)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            var left = length ?? long.MaxValue;
            while (left > 0)
            {
                var read = await from.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)), cancelled);
                if (read == 0)
                {
                    break;
                }
                await to.WriteAsync(buffer.AsMemory(0, read), cancelled);
                left -= read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
