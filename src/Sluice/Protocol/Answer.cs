using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Sluice.Protocol;

/// <summary>What a handler gives back: status, type and body.</summary>
internal abstract class Answer
{
    /// <summary>The HTTP status.</summary>
    public virtual int Status => 200;

    /// <summary>The content type, or null for an answer without one.</summary>
    public abstract string? ContentType { get; }

    /// <summary>Further headers.</summary>
    public virtual IReadOnlyList<(string Name, string Value)> Headers => [];
}

/// <summary>An answer whose body is made in memory.</summary>
internal abstract class BufferedAnswer : Answer
{
    /// <summary>Writes the body.</summary>
    public abstract void WriteBody(IBufferWriter<byte> body);
}

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

/// <summary>An answer without body and type.</summary>
internal sealed class EmptyAnswer(int status = 200, string? contentType = null) : BufferedAnswer
{
    public override int Status => status;

    public override string? ContentType => contentType;

    public override void WriteBody(IBufferWriter<byte> body) { }
}

/// <summary>A message as proto3 JSON in the protocol's layout. Source: contract, routes.md section 3.</summary>
internal abstract class MessageAnswer : BufferedAnswer
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n", SkipValidation = true };

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

/// <summary>The empty message.</summary>
internal sealed class EmptyMessage : MessageAnswer
{
    /// <summary>The one instance.</summary>
    public static EmptyMessage Instance { get; } = new();

    public override void Write(MessageWriter writer) { }
}

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
        json.WriteString("message"u8, Valid(message));
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

    private static string Valid(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar)
            {
                return string.Concat(text.EnumerateRunes());
            }
        }
        return text;
    }
}

/// <summary>Bytes from a stream, sent as they come; the stream is closed afterwards.</summary>
internal sealed class StreamAnswer(Stream content, string contentType, long? length, params (string Name, string Value)[] headers) : Answer
{
    public override int Status => 200;

    public override string ContentType => contentType;

    /// <summary>The bytes.</summary>
    public Stream Content => content;

    /// <summary>How many there are, where that is known.</summary>
    public long? Length => length;

    public override IReadOnlyList<(string Name, string Value)> Headers => headers;

    /// <summary>The part of the bytes to send (both ends inclusive) when the caller asked for one.</summary>
    public (long From, long To)? Range { get; init; }
}
