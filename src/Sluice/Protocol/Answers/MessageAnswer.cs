using System.Buffers;

namespace Sluice.Protocol.Answers;

/// <summary>A message as JSON in the protocol's layout. Source: docs/protocol.md, "Answers".</summary>
internal abstract class MessageAnswer : BufferedAnswer
{
    public override string ContentType => "application/json";

    /// <summary>The white space of the answer.</summary>
    protected virtual JsonLayout Layout => JsonLayout.Indented;

    /// <summary>Writes the message's fields, those that are set, in the order of the definition.</summary>
    public abstract void Write(MessageWriter writer);

    public override void WriteBody(IBufferWriter<byte> body)
    {
        var writer = new MessageWriter(body, Layout);
        writer.Begin();
        Write(writer);
        writer.End();
    }
}

/// <summary>The empty message.</summary>
internal sealed class EmptyMessage : MessageAnswer
{
    private readonly JsonLayout layout;

    private EmptyMessage(JsonLayout layout) => this.layout = layout;

    /// <summary>As most routes answer.</summary>
    public static EmptyMessage Instance { get; } = new(JsonLayout.Indented);

    /// <summary>As routes without protobuf answer.</summary>
    public static EmptyMessage Line { get; } = new(JsonLayout.Line);

    protected override JsonLayout Layout => layout;

    public override void Write(MessageWriter writer) { }
}
