using System.Buffers;
using System.Text.Json;

namespace Sluice.Protocol;

/// <summary>A message as proto3 JSON in the protocol's layout. Source: contract, routes.md section 3.</summary>
internal abstract class MessageAnswer : BufferedAnswer
{
    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true,
        NewLine = "\n",
        SkipValidation = true,
    };

    public override string ContentType => "application/json";

    /// <summary>Writes the message's fields, those that are set, in the order of the definition.</summary>
    public abstract void Write(MessageWriter writer);

    public override void WriteBody(IBufferWriter<byte> body)
    {
        using var json = new Utf8JsonWriter(body, Indented);
        json.WriteStartObject();
        Write(new MessageWriter(json));
        json.WriteEndObject();
    }
}
