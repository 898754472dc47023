using System.Globalization;
using System.Numerics;
using System.Text;

namespace Sluice.Search.Syntax;

/// <summary>Numbers in a text. Source: contract, search-grammar.md section 1.1, rows 13 to 16.</summary>
internal static class Numbers
{
    /// <summary>How long an integer may be to be read exactly; a longer one is infinity (reading it would cost its length squared).</summary>
    public const int MaxExactDigits = 400;

    /// <summary>The number that begins at a position, or null when none does.</summary>
    public static Token? TokenAt(string text, int at)
    {
        var first = text[at] == '-' ? at + 1 : at;
        if (first >= text.Length || (text[first] != '.' && Characters.DigitEnd(text, first) == first))
        {
            return null;
        }
        if (text[first] == '0' && first + 1 < text.Length && text[first + 1] is 'x' or 'X' && HexEnd(text, first + 2) is { } hex)
        {
            return new Token(TokenKind.Hexadecimal, at, hex);
        }
        var whole = Characters.DigitsEnd(text, first);
        var fraction = whole < text.Length && text[whole] == '.' ? Characters.DigitsEnd(text, whole + 1) : whole;
        if (whole > first)
        {
            var mantissa = fraction > whole + 1 ? fraction : whole;
            if ((ExponentEnd(text, mantissa) ?? ExponentEnd(text, whole)) is { } exponent)
            {
                return new Token(TokenKind.Float, at, exponent);
            }
        }
        var least = whole > first ? whole + 1 : whole + 2;
        if (fraction >= least && EndBeforeName(text, fraction, least) is { } point)
        {
            return new Token(TokenKind.Float, at, point);
        }
        return whole > first && EndBeforeName(text, whole, Characters.DigitEnd(text, first)) is { } integer
            ? new Token(TokenKind.Integer, at, integer)
            : null;
    }

    /// <summary>The value of an integer token.</summary>
    public static BigInteger Integer(string token) =>
        BigInteger.Parse(Ascii(token), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    /// <summary>The value of an integer or float token; one that is too large is infinity.</summary>
    public static double Double(string token) => double.Parse(Ascii(token), NumberStyles.Float, CultureInfo.InvariantCulture);

    // A number gives its last digit back to a name that follows at once.
    private static int? EndBeforeName(string text, int end, int least)
    {
        if (!Characters.GoesOnAsNameAt(text, end))
        {
            return end;
        }
        var before = end - (char.IsLowSurrogate(text[end - 1]) ? 2 : 1);
        return before >= least ? before : null;
    }

    private static int? ExponentEnd(string text, int at)
    {
        if (at >= text.Length || text[at] is not ('e' or 'E'))
        {
            return null;
        }
        var digits = at + 1 < text.Length && text[at + 1] == '-' ? at + 2 : at + 1;
        return Characters.DigitsEnd(text, digits) is var end && end > digits ? end : null;
    }

    private static int? HexEnd(string text, int at)
    {
        var end = at;
        while (end < text.Length)
        {
            var next = char.IsAsciiHexDigit(text[end]) ? end + 1 : Characters.DigitEnd(text, end);
            if (next == end)
            {
                break;
            }
            end = next;
        }
        return end > at ? end : null;
    }

    private static string Ascii(string token)
    {
        var result = new StringBuilder(token.Length);
        foreach (var rune in token.EnumerateRunes())
        {
            _ = rune.IsAscii ? result.Append((char)rune.Value) : result.Append((int)Rune.GetNumericValue(rune));
        }
        return result.ToString();
    }
}
