using System.Globalization;
using System.Text;

namespace Sluice.Python;

/// <summary>
/// Values as Python would print them (its <c>repr</c>): MLflow's messages show them so, and clients compare messages.
/// </summary>
internal static class PythonText
{
    /// <summary>A text with quotes: single ones, or double ones where the text has only single ones inside.</summary>
    public static string Of(string text)
    {
        var quote = text.Contains('\'') && !text.Contains('"') ? '"' : '\'';
        var result = new StringBuilder(text.Length + 2).Append(quote);
        foreach (var rune in text.EnumerateRunes())
        {
            AppendEscaped(result, rune, quote);
        }
        return result.Append(quote).ToString();
    }

    /// <summary>A list of texts.</summary>
    public static string Of(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(Of))}]";

    /// <summary>A set of texts. Python's order isn't fixed; here it is that of the names, so that a message is always the same.</summary>
    public static string Set(IEnumerable<string> texts) => $"{{{string.Join(", ", texts.Order(StringComparer.Ordinal).Select(Of))}}}";

    /// <summary>Bytes, with the letter b before.</summary>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        var quote = bytes.Contains((byte)'\'') && !bytes.Contains((byte)'"') ? '"' : '\'';
        var result = new StringBuilder(bytes.Length + 3).Append('b').Append(quote);
        foreach (var b in bytes)
        {
            if (b < 0x80)
            {
                AppendEscaped(result, new Rune(b), quote);
            }
            else
            {
                result.Append("\\x").Append(b.ToString("x2"));
            }
        }
        return result.Append(quote).ToString();
    }

    /// <summary>A number with a point or an exponent, in the shortest form that reads back as the same.</summary>
    public static string Of(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "nan"
                : value > 0 ? "inf"
                : "-inf";
        }
        var text = value.ToString("E16", CultureInfo.InvariantCulture);
        var exponent = int.Parse(text.AsSpan(text.IndexOf('E') + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        var digits = new string([.. shortest.TakeWhile(c => c != 'E').Where(char.IsAsciiDigit)]).TrimStart('0');
        digits = digits.TrimEnd('0') is { Length: > 0 } some ? some : "0";
        var sign = double.IsNegative(value) ? "-" : "";
        if (value == 0)
        {
            return sign + "0.0";
        }
        if (exponent is < -4 or >= 16)
        {
            var fraction = digits.Length > 1 ? "." + digits[1..] : "";
            return $"{sign}{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
        }
        if (exponent < 0)
        {
            return $"{sign}0.{new string('0', -exponent - 1)}{digits}";
        }
        var whole = digits.Length > exponent + 1 ? digits[..(exponent + 1)] : digits.PadRight(exponent + 1, '0');
        return $"{sign}{whole}.{(digits.Length > exponent + 1 ? digits[(exponent + 1)..] : "0")}";
    }

    /// <summary>Whether Python takes a character for white space (line breaks are).</summary>
    public static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is >= '\u001c' and <= '\u001f';

    /// <summary>A text with the decimal digits of every script as those of ASCII, as Python's numbers are read.</summary>
    public static string AsciiDigits(string text) =>
        Ascii.IsValid(text)
            ? text
            : string.Concat(text.EnumerateRunes().Select(rune => Rune.IsDigit(rune) ? $"{Rune.GetNumericValue(rune)}" : rune.ToString()));

    private static void AppendEscaped(StringBuilder result, Rune rune, char quote)
    {
        _ = rune.Value switch
        {
            '\\' => result.Append("\\\\"),
            '\n' => result.Append("\\n"),
            '\r' => result.Append("\\r"),
            '\t' => result.Append("\\t"),
            var c when c == quote => result.Append('\\').Append(quote),
            var c when IsPrintable(rune) => result.Append(rune.ToString()),
            < 0x100 => result.Append("\\x").Append(rune.Value.ToString("x2")),
            < 0x10000 => result.Append("\\u").Append(rune.Value.ToString("x4")),
            _ => result.Append("\\U").Append(rune.Value.ToString("x8")),
        };
    }

    private static bool IsPrintable(Rune rune) =>
        rune.Value == ' '
        || Rune.GetUnicodeCategory(rune)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.SpaceSeparator
            );
}
