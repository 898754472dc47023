using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Sluice.Protocol.Messages;

/// <summary>Readers of single values in the forms that proto3's JSON mapping takes. Source: docs/protocol.md, "Values".</summary>
internal static class Scalar
{
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789+-._eE");

    /// <summary>Longest text (bytes) that is looked at as a number, or as a name of an enum.</summary>
    internal const int LongestNumber = 4096;

    /// <summary>A text; one that isn't valid Unicode is refused.</summary>
    public static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw NotUnicode;
        }
    }

    /// <summary>The same as UTF-8.</summary>
    public static ReadOnlySpan<byte> Bytes(ref Utf8JsonReader reader)
    {
        try
        {
            var bytes = new byte[reader.ValueSpan.Length];
            return bytes.AsSpan(0, reader.CopyString(bytes));
        }
        catch (InvalidOperationException)
        {
            throw NotUnicode;
        }
    }

    /// <summary>An integer from a number without fraction or from a decimal text; null for anything else.</summary>
    public static long? Integer(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String when reader.ValueSpan.Length <= LongestNumber:
                return Integer(Text(ref reader));
            case JsonTokenType.Number when reader.TryGetInt64(out var exact):
                return exact;
            case JsonTokenType.Number
                when reader.TryGetDouble(out var real) && Math.Floor(real) == real && Math.Abs(real) < 9.2233720368547758e18:
                return (long)real;
            default:
                return null;
        }
    }

    /// <summary>An integer from its decimal text, with blanks around; null for anything else.</summary>
    public static long? Integer(string text) =>
        long.TryParse(
            text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;

    /// <summary>A double from a number or its text; null for anything else.</summary>
    public static double? Real(ref Utf8JsonReader reader) =>
        reader.TokenType switch
        {
            JsonTokenType.String when reader.ValueSpan.Length <= LongestNumber => Real(Text(ref reader)),
            JsonTokenType.Number when reader.TryGetDouble(out var real) => real,
            _ => null,
        };

    /// <summary>A double from its text, with blanks around; null for anything else. The words for infinity and not-a-number count in any case.</summary>
    public static double? Real(string text)
    {
        var number = text.Trim();
        return number.ToLowerInvariant() switch
        {
            "nan" => double.NaN,
            "inf" or "+inf" or "infinity" or "+infinity" => double.PositiveInfinity,
            "-inf" or "-infinity" => double.NegativeInfinity,
            _ when number.Length == 0 || number.AsSpan().IndexOfAnyExcept(NumberCharacters) >= 0 => null,
            _ => double.TryParse(
                number.Replace("_", "", StringComparison.Ordinal),
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
                CultureInfo.InvariantCulture,
                out var real
            )
                ? real
                : null,
        };
    }

    private static MlflowException NotUnicode =>
        MlflowException.Invalid("The request holds a text that is not valid Unicode (an unpaired surrogate).");
}
