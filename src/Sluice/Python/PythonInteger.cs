using System.Globalization;
using System.Numerics;

namespace Sluice.Python;

/// <summary>
/// The texts that Python's <c>int()</c> takes, which are those that MLflow takes for an id: white space around, a sign, leading zeros,
/// an underscore between two digits, and the decimal digits of every script. Source: docs/search.md, "Experiments".
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
        while (start < end && PythonText.IsSpace(text[start]))
        {
            start++;
        }
        while (end > start && PythonText.IsSpace(text[end - 1]))
        {
            end--;
        }
        var negative = start < end && text[start] == '-';
        if (start < end && text[start] is '+' or '-')
        {
            start++;
        }
        return TryDigits(text[start..end], out var digits)
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

    // Single underscores stand between digits.
    private static bool TryDigits(string text, out string digits)
    {
        digits = PythonText.AsciiDigits(text).Replace("_", "");
        return digits.Length is > 0 and <= MaxDigits
            && digits.All(char.IsAsciiDigit)
            && !text.StartsWith('_')
            && !text.EndsWith('_')
            && !text.Contains("__");
    }
}
