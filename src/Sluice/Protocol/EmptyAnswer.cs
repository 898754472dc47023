using System.Buffers;

namespace Sluice.Protocol;

/// <summary>An answer without body and type.</summary>
internal sealed class EmptyAnswer(int status = 200, string? contentType = null) : BufferedAnswer
{
    public override int Status => status;

    public override string? ContentType => contentType;

    public override void WriteBody(IBufferWriter<byte> body) { }
}
