using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sluice.Protocol.Messages;

/// <summary>A value that was refused: its compact JSON and what Python calls its type.</summary>
internal sealed record JsonValue(string Json, string PythonType)
{
    /// <summary>Longest JSON (characters) that a message repeats.</summary>
    internal const int Shown = 1000;

    /// <summary>Describes an element.</summary>
    public static JsonValue Of(JsonElement element)
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
                return Shorten(element.GetRawText(), TypeOf(element));
            }
        }
        return Shorten(Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length), TypeOf(element));
    }

    /// <summary>Describes a query parameter's text.</summary>
    public static JsonValue Of(string text) =>
        Shorten($"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"", "str");

    private static JsonValue Shorten(string json, string type) => new(json.Length <= Shown ? json : json[..Shown] + "...", type);

    private static string TypeOf(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.String => "str",
            JsonValueKind.Number => element.GetRawText().AsSpan().IndexOfAny('.', 'e', 'E') < 0 ? "int" : "float",
            JsonValueKind.True or JsonValueKind.False => "bool",
            JsonValueKind.Array => "list",
            JsonValueKind.Object => "dict",
            _ => "NoneType",
        };
}
