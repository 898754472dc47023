using System.Globalization;
using System.Numerics;
using System.Text;

namespace Sluice.Protocol;

/// <summary>
/// The texts that Python's <c>int()</c> takes, which are those that MLflow takes for an id: white space around, a sign, leading zeros,
/// an underscore between two digits, and the decimal digits of every script. Source: contract, search-grammar.md section 3.2.
/// </summary>
internal static class PythonInteger
{
    /// <summary>More digits than this are refused, as Python does (its limit is the same).</summary>
    private const int MaxDigits = 4300;

    /// <summary>Reads an integer of any size.</summary>
    public static bool TryParse(string text, out BigInteger value)
    {
        value = default;
        var start = 0;
        var end = text.Length;
        while (start < end && IsSpace(text[start]))
        {
            start++;
        }
        while (end > start && IsSpace(text[end - 1]))
        {
            end--;
        }
        var negative = start < end && text[start] == '-';
        if (start < end && text[start] is '+' or '-')
        {
            start++;
        }
        return TryDigits(text.AsSpan(start, end - start), out var digits)
            && BigInteger.TryParse((negative ? "-" : "") + digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>
    /// Reads an integer into 64 bits. One that is too large or too small becomes the largest or smallest, which no id has.
    /// </summary>
    public static bool TryParse(string text, out long value)
    {
        var read = TryParse(text, out BigInteger exact);
        value = (long)BigInteger.Clamp(exact, long.MinValue, long.MaxValue);
        return read;
    }

    /// <summary>Reads the id of an experiment as a request gives it.</summary>
    /// <exception cref="MlflowException">The text is no integer.</exception>
    public static long ExperimentId(string id) =>
        TryParse(id, out long value)
            ? value
            : throw MlflowException.Invalid($"Invalid experiment ID '{id}'. Experiment ID must be a valid integer.");

    /// <summary>Whether Python's <c>str.strip</c> would take the character away.</summary>
    internal static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is >= '\u001c' and <= '\u001f';

    private static bool TryDigits(ReadOnlySpan<char> text, out string digits)
    {
        digits = "";
        var result = new StringBuilder(Math.Min(text.Length, MaxDigits));
        var lastWasDigit = false;
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out var rune, out var length) != System.Buffers.OperationStatus.Done)
            {
                return false;
            }
            text = text[length..];
            if (rune.Value == '_' && lastWasDigit && !text.IsEmpty)
            {
                lastWasDigit = false;
            }
            else if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber && result.Length < MaxDigits)
            {
                result.Append((int)Rune.GetNumericValue(rune));
                lastWasDigit = true;
            }
            else
            {
                return false;
            }
        }
        digits = result.ToString();
        return lastWasDigit;
    }
}
