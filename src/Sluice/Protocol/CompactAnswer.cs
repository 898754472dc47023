using System.Buffers;
using System.Text.Json;

namespace Sluice.Protocol;

/// <summary>Compact JSON with a line end, as the routes without protobuf answer; keys are written in alphabetic order.</summary>
internal sealed class CompactAnswer(Action<Utf8JsonWriter> write) : BufferedAnswer
{
    public override string ContentType => "application/json";

    public override void WriteBody(IBufferWriter<byte> body)
    {
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        body.Write("\n"u8);
    }
}
