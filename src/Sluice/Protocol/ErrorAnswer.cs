using System.Buffers;
using System.Text.Json;

namespace Sluice.Protocol;

/// <summary>MLflow's error body.</summary>
internal sealed class ErrorAnswer(ErrorCode code, string message) : BufferedAnswer
{
    /// <summary>The kind of error.</summary>
    public ErrorCode Code => code;

    public override int Status => code.Status;

    public override string ContentType => "application/json";

    public override void WriteBody(IBufferWriter<byte> body)
    {
        using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        json.WriteString("error_code"u8, code.Name);
        json.WriteString("message"u8, message);
        if (code.SqlState is not null)
        {
            json.WriteString("sqlstate"u8, code.SqlState);
        }
        if (code.ErrorClass is not null)
        {
            json.WriteString("error_class"u8, code.ErrorClass);
        }
        json.WriteEndObject();
    }
}
