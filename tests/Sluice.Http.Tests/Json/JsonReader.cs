using System.Globalization;
using System.Text;

namespace Sluice.Http.Tests.Json;

/// <summary>Reads a JSON text into <see cref="JsonValue"/>.</summary>
public sealed class JsonReader
{
    private static readonly string[] Words = ["-Infinity", "Infinity", "NaN", "false", "true", "null"];
    private readonly string text;
    private int at;

    private JsonReader(string text) => this.text = text;

    /// <summary>Reads one whole value.</summary>
    /// <exception cref="FormatException">The text is not JSON.</exception>
    public static JsonValue Read(string text)
    {
        var reader = new JsonReader(text);
        var value = reader.Value();
        reader.Blanks();
        return reader.at == text.Length ? value : throw reader.Wrong();
    }

    private JsonValue Value()
    {
        Blanks();
        return Peek() switch
        {
            '{' => Object(),
            '[' => Array(),
            '"' => new JsonString(String()),
            _ => Word() ?? Number(),
        };
    }

    private JsonObject Object()
    {
        var members = new Dictionary<string, JsonValue>();
        at++;
        Blanks();
        if (Peek() == '}')
        {
            at++;
            return new JsonObject(members);
        }
        do
        {
            Blanks();
            var name = String();
            Blanks();
            Take(':');
            members[name] = Value();
            Blanks();
        } while (TakeIf(','));
        Take('}');
        return new JsonObject(members);
    }

    private JsonArray Array()
    {
        var items = new List<JsonValue>();
        at++;
        Blanks();
        if (Peek() == ']')
        {
            at++;
            return new JsonArray(items);
        }
        do
        {
            items.Add(Value());
            Blanks();
        } while (TakeIf(','));
        Take(']');
        return new JsonArray(items);
    }

    private JsonValue? Word()
    {
        var word = System.Array.Find(Words, word => string.CompareOrdinal(text, at, word, 0, word.Length) == 0);
        at += word?.Length ?? 0;
        return word switch
        {
            null => null,
            "null" => new JsonNull(),
            "true" => new JsonBool(true),
            "false" => new JsonBool(false),
            _ => new JsonNumber(word),
        };
    }

    private JsonNumber Number()
    {
        var start = at;
        while (at < text.Length && "+-.eE0123456789".Contains(text[at], StringComparison.Ordinal))
        {
            at++;
        }
        var spelling = text[start..at];
        return double.TryParse(spelling, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            ? new JsonNumber(spelling)
            : throw Wrong();
    }

    private string String()
    {
        Take('"');
        var value = new StringBuilder();
        while (true)
        {
            var c = Peek();
            at++;
            switch (c)
            {
                case '"':
                    return value.ToString();
                case '\\':
                    _ = value.Append(Escape());
                    break;
                case < ' ':
                    throw Wrong();
                default:
                    _ = value.Append(c);
                    break;
            }
        }
    }

    private char Escape()
    {
        var c = Peek();
        at++;
        switch (c)
        {
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case '"' or '\\' or '/':
                return c;
            case 'u'
                when at + 4 <= text.Length
                    && ushort.TryParse(text.AsSpan(at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                at += 4;
                return (char)code;
            default:
                throw Wrong();
        }
    }

    private void Blanks()
    {
        while (at < text.Length && text[at] is ' ' or '\n' or '\r' or '\t')
        {
            at++;
        }
    }

    private char Peek() => at < text.Length ? text[at] : throw Wrong();

    private void Take(char expected)
    {
        if (!TakeIf(expected))
        {
            throw Wrong();
        }
    }

    private bool TakeIf(char expected)
    {
        var hit = at < text.Length && text[at] == expected;
        at += hit ? 1 : 0;
        return hit;
    }

    private FormatException Wrong() => new($"not JSON at {at}: {text[Math.Max(0, at - 20)..Math.Min(text.Length, at + 20)]}");
}
