using System.Buffers;

namespace Sluice.Protocol;

/// <summary>A message as proto3 JSON in the protocol's layout. Source: contract, routes.md section 3.</summary>
internal abstract class MessageAnswer : BufferedAnswer
{
    public override string ContentType => "application/json";

    /// <summary>Whether the answer is a page of many: it is written without the indentation that is for people's eyes.</summary>
    protected virtual bool IsPage => false;

    /// <summary>Writes the message's fields, those that are set, in the order of the definition.</summary>
    public abstract void Write(MessageWriter writer);

    public override void WriteBody(IBufferWriter<byte> body)
    {
        var writer = new MessageWriter(body, indented: !IsPage);
        writer.Begin();
        Write(writer);
        writer.End();
    }
}
