using System.Buffers;

namespace Sluice.Protocol;

/// <summary>An answer whose body is made in memory.</summary>
internal abstract class BufferedAnswer : Answer
{
    /// <summary>Writes the body.</summary>
    public abstract void WriteBody(IBufferWriter<byte> body);
}
