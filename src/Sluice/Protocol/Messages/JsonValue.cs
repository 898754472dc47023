using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sluice.Protocol.Messages;

/// <summary>A value that was refused: its compact JSON, cut where it is long, and what Python calls its type.</summary>
internal sealed record JsonValue(string Json, string PythonType)
{
    /// <summary>Longest JSON (characters) that a message repeats.</summary>
    internal const int Shown = 1000;

    /// <summary>Longest value (bytes) that is read whole to be shown; of a longer one the beginning is shown as it was sent.</summary>
    private const int LongestRead = 16 * 1024;

    /// <summary>Describes the value that the reader stands on; the reader is left on its last token.</summary>
    public static JsonValue Of(ref Utf8JsonReader reader)
    {
        var start = reader;
        reader.Skip();
        if (reader.BytesConsumed - start.TokenStartIndex > LongestRead)
        {
            return new JsonValue(Excerpt.Of(Beginning(start, reader.BytesConsumed), Shown), TypeOf(start));
        }
        var type = TypeOf(start);
        using var document = JsonDocument.ParseValue(ref start);
        return new JsonValue(Excerpt.Of(Compact(document.RootElement), Shown), type);
    }

    /// <summary>Describes a query parameter's text.</summary>
    public static JsonValue Of(string text)
    {
        var beginning = JsonEncodedText.Encode(Excerpt.Beginning(text, Shown), JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        return new JsonValue(Excerpt.Of($"\"{beginning}\"", Shown), "str");
    }

    private static string Compact(JsonElement element)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            try
            {
                element.WriteTo(writer);
            }
            catch (InvalidOperationException)
            {
                // It holds a text that is not valid Unicode: repeated as it was sent, with its escapes.
                return element.GetRawText();
            }
        }
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>As much of a value as is shown, without its white space.</summary>
    /// <param name="reader">A reader that stands on its first token.</param>
    /// <param name="end">Where the value ends.</param>
    private static string Beginning(Utf8JsonReader reader, long end)
    {
        var text = new StringBuilder();
        var comma = false;
        do
        {
            var closes = reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject;
            _ = text.Append(comma && !closes ? "," : "").Append(Token(reader));
            comma = reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.StartObject or JsonTokenType.PropertyName);
        } while (text.Length <= Shown && reader.BytesConsumed < end && reader.Read());
        return text.ToString();
    }

    private static string Token(Utf8JsonReader reader)
    {
        // A character has up to four bytes.
        var raw = Encoding.UTF8.GetString(reader.ValueSpan[..Math.Min(reader.ValueSpan.Length, Shown * 4)]);
        return reader.TokenType switch
        {
            JsonTokenType.StartArray => "[",
            JsonTokenType.EndArray => "]",
            JsonTokenType.StartObject => "{",
            JsonTokenType.EndObject => "}",
            JsonTokenType.PropertyName => $"\"{raw}\":",
            JsonTokenType.String => $"\"{raw}\"",
            _ => raw,
        };
    }

    private static string TypeOf(Utf8JsonReader reader) =>
        reader.TokenType switch
        {
            JsonTokenType.String => "str",
            JsonTokenType.Number => reader.ValueSpan.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0 ? "int" : "float",
            JsonTokenType.True or JsonTokenType.False => "bool",
            JsonTokenType.StartArray => "list",
            JsonTokenType.StartObject => "dict",
            _ => "NoneType",
        };
}
