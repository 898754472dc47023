using System.Globalization;
using System.Text;

namespace Sluice.Http.Tests.Json;

/// <summary>Writes a <see cref="JsonValue"/> as JSON text; only what must be escaped is.</summary>
internal static class JsonWriter
{
    /// <summary>The text, in one line.</summary>
    public static string Write(JsonValue value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    private static void Append(StringBuilder text, JsonValue value)
    {
        switch (value)
        {
            case JsonNull:
                _ = text.Append("null");
                break;
            case JsonBool truth:
                _ = text.Append(truth.Value ? "true" : "false");
                break;
            case JsonNumber number:
                _ = text.Append(number.Spelling);
                break;
            case JsonString words:
                AppendString(text, words.Value);
                break;
            case JsonArray list:
                AppendAll(text, '[', ']', list.Items, item => Append(text, item));
                break;
            case JsonObject members:
                AppendAll(
                    text,
                    '{',
                    '}',
                    members.Members,
                    member =>
                    {
                        AppendString(text, member.Key);
                        _ = text.Append(": ");
                        Append(text, member.Value);
                    }
                );
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(value));
        }
    }

    private static void AppendAll<T>(StringBuilder text, char open, char close, IEnumerable<T> items, Action<T> append)
    {
        _ = text.Append(open);
        var first = true;
        foreach (var item in items)
        {
            _ = first ? text : text.Append(", ");
            first = false;
            append(item);
        }
        _ = text.Append(close);
    }

    private static void AppendString(StringBuilder text, string value)
    {
        _ = text.Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' or '\\' => text.Append('\\').Append(c),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }
        _ = text.Append('"');
    }
}
