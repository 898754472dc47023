namespace Sluice.Configuration;

/// <summary>Integers as Python's <c>int()</c> reads them: blanks around, a sign, single underscores between digits.</summary>
internal static class PythonNumber
{
    /// <summary>Reads an integer; what is beyond 64 bits becomes the nearest value that isn't.</summary>
    public static bool TryParse(string text, out long value)
    {
        value = 0;
        var digits = text.Trim();
        var negative = digits.StartsWith('-');
        if (negative || digits.StartsWith('+'))
        {
            digits = digits[1..];
        }
        if (digits.Length == 0 || digits.StartsWith('_') || digits.EndsWith('_') || digits.Contains("__"))
        {
            return false;
        }
        digits = digits.Replace("_", "");
        if (!digits.All(char.IsAsciiDigit))
        {
            return false;
        }
        value = long.TryParse(digits, out var read) ? read : long.MaxValue;
        value = negative ? -value : value;
        return true;
    }
}
