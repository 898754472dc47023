using System.Globalization;
using System.Text;

namespace Sluice.Http.Tests.Json;

/// <summary>Reads a JSON text into <see cref="JsonValue" />.</summary>
public sealed class JsonReader
{
    private static readonly string[] Words = ["-Infinity", "Infinity", "NaN", "false", "true", "null"];
    private readonly string _text;
    private int _at;

    private JsonReader(string text) => _text = text;

    /// <summary>Reads one whole value.</summary>
    /// <exception cref="FormatException">The text is not JSON.</exception>
    public static JsonValue Read(string text)
    {
        var reader = new JsonReader(text);
        var value = reader.Value();
        reader.Blanks();
        return reader._at == text.Length ? value : throw reader.Wrong();
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
        _at++;
        Blanks();
        if (Peek() == '}')
        {
            _at++;
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
        _at++;
        Blanks();
        if (Peek() == ']')
        {
            _at++;
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
        var word = System.Array.Find(Words, word => string.CompareOrdinal(_text, _at, word, 0, word.Length) == 0);
        _at += word?.Length ?? 0;
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
        var start = _at;
        while (_at < _text.Length && "+-.eE0123456789".Contains(_text[_at], StringComparison.Ordinal))
        {
            _at++;
        }
        var spelling = _text[start.._at];
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
            _at++;
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
        _at++;
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
                when _at + 4 <= _text.Length
                    && ushort.TryParse(_text.AsSpan(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                _at += 4;
                return (char)code;
            default:
                throw Wrong();
        }
    }

    private void Blanks()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\n' or '\r' or '\t')
        {
            _at++;
        }
    }

    private char Peek() => _at < _text.Length ? _text[_at] : throw Wrong();

    private void Take(char expected)
    {
        if (!TakeIf(expected))
        {
            throw Wrong();
        }
    }

    private bool TakeIf(char expected)
    {
        var hit = _at < _text.Length && _text[_at] == expected;
        _at += hit ? 1 : 0;
        return hit;
    }

    private FormatException Wrong() => new($"not JSON at {_at}: {_text[Math.Max(0, _at - 20)..Math.Min(_text.Length, _at + 20)]}");
}
