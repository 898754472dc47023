using System.Buffers;
using System.Text;

namespace Sluice.Protocol.Answers;

/// <summary>An answer that is a text.</summary>
internal sealed class TextAnswer(int status, string contentType, string text) : BufferedAnswer
{
    /// <summary>Type of the plain texts that the protocol sends as pages.</summary>
    public const string Html = "text/html; charset=utf-8";

    /// <summary>Type of plain text.</summary>
    public const string Plain = "text/plain; charset=utf-8";

    public override int Status => status;

    public override string ContentType => contentType;

    public override void WriteBody(IBufferWriter<byte> body) => Encoding.UTF8.GetBytes(text, body);
}
