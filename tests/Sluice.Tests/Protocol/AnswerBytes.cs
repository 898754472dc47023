using System.IO.Pipelines;
using Sluice.Protocol.Answers;
using Xunit;

namespace Sluice.Tests.Protocol;

/// <summary>What an answer sends.</summary>
internal static class AnswerBytes
{
    /// <summary>All bytes, in order.</summary>
    public static byte[] Sent(this AnswerBuffer buffer)
    {
        using var bytes = new MemoryStream();
        var pipe = PipeWriter.Create(bytes);
        buffer.SendAsync(pipe, TestContext.Current.CancellationToken).GetAwaiter().GetResult();
        pipe.Complete();
        return bytes.ToArray();
    }
}
