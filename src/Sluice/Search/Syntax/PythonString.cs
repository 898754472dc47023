using System.Globalization;
using System.Text;

namespace Sluice.Search.Syntax;

/// <summary>One text literal of Python, with the prefixes u, r and b. Source: contract, search-grammar.md section 3.0.</summary>
/// <param name="Text">The text; of bytes, one character a byte.</param>
/// <param name="IsBytes">Whether it is bytes.</param>
/// <param name="End">The position behind it.</param>
internal readonly record struct PythonString(string Text, bool IsBytes, int End)
{
    /// <summary>Reads the literal at a position, or gives null when none begins there.</summary>
    /// <exception cref="FormatException">It has no end or a wrong escape.</exception>
    public static PythonString? TryRead(string source, int at)
    {
        var open = at;
        while (open < source.Length && open < at + 2 && char.IsAsciiLetter(source[open]))
        {
            open++;
        }
        if (open >= source.Length || source[open] is not ('\'' or '"'))
        {
            return null;
        }
        var prefix = source[at..open].ToLowerInvariant();
        if (prefix is not ("" or "u" or "r" or "b" or "br" or "rb"))
        {
            throw new FormatException("a text has an unknown prefix");
        }
        var quote = source[open];
        var isTriple = open + 2 < source.Length && source[open + 1] == quote && source[open + 2] == quote;
        return new LiteralReader(source, quote, isTriple ? 3 : 1, prefix.Contains('r'), prefix.Contains('b')).Read(
            open + (isTriple ? 3 : 1)
        );
    }

    private readonly record struct LiteralReader(string Source, char Quote, int Quotes, bool IsRaw, bool IsBytes)
    {
        public PythonString Read(int at)
        {
            var text = new StringBuilder();
            while (!IsClosed(at))
            {
                if (at >= Source.Length || (Quotes == 1 && Source[at] is '\n' or '\r') || (IsBytes && Source[at] >= 0x80))
                {
                    throw new FormatException("a text has no end");
                }
                at = Source[at] == '\\' ? Escape(text, at) : Append(text, Source[at], at + 1);
            }
            var result = text.ToString();
            return FilterText.IsWellFormed(result)
                ? new PythonString(result, IsBytes, at + Quotes)
                : throw new FormatException("a text has half of a surrogate pair");
        }

        private bool IsClosed(int at)
        {
            for (var i = 0; i < Quotes; i++)
            {
                if (at + i >= Source.Length || Source[at + i] != Quote)
                {
                    return false;
                }
            }
            return true;
        }

        private static int Append(StringBuilder text, char c, int next)
        {
            text.Append(c);
            return next;
        }

        private int Escape(StringBuilder text, int at)
        {
            if (at + 1 >= Source.Length)
            {
                throw new FormatException("a text has no end");
            }
            var c = Source[at + 1];
            if (IsRaw)
            {
                text.Append('\\');
                return Append(text, c, at + 2);
            }
            return c switch
            {
                '\n' => at + 2,
                '\r' => at + (at + 2 < Source.Length && Source[at + 2] == '\n' ? 3 : 2),
                '\\' or '\'' or '"' => Append(text, c, at + 2),
                'n' => Append(text, '\n', at + 2),
                'r' => Append(text, '\r', at + 2),
                't' => Append(text, '\t', at + 2),
                'b' => Append(text, '\b', at + 2),
                'f' => Append(text, '\f', at + 2),
                'v' => Append(text, '\v', at + 2),
                'a' => Append(text, '\a', at + 2),
                >= '0' and <= '7' => Octal(text, at + 1),
                'x' => Hex(text, at + 2, 2),
                'u' when !IsBytes => Hex(text, at + 2, 4),
                'U' when !IsBytes => Hex(text, at + 2, 8),
                'N' when !IsBytes => throw new FormatException("characters by name are not read"),
                _ => Append(text, '\\', at + 1),
            };
        }

        private int Octal(StringBuilder text, int at)
        {
            var value = 0;
            var end = at;
            while (end < Source.Length && end < at + 3 && Source[end] is >= '0' and <= '7')
            {
                value = (value * 8) + Source[end++] - '0';
            }
            return Append(text, (char)value, end);
        }

        private int Hex(StringBuilder text, int at, int digits)
        {
            if (
                at + digits > Source.Length
                || !int.TryParse(Source.AsSpan(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
                || value is < 0 or > 0x10ffff
            )
            {
                throw new FormatException("a text has a wrong escape");
            }
            _ = value < 0x10000 ? text.Append((char)value) : text.Append(char.ConvertFromUtf32(value));
            return at + digits;
        }
    }
}
