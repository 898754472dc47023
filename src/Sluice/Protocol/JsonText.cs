using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace Sluice.Protocol;

/// <summary>Values as JSON, in ASCII: what isn't ASCII, and what HTML or JSON take for a sign of their own, is escaped.</summary>
internal static class JsonText
{
    /// <summary>Longest number (bytes).</summary>
    public const int LongestNumber = 32;

    /// <summary>Longest piece (UTF-16 units) of a text that is written in one go.</summary>
    private const int LongestPiece = 1024;

    /// <summary>Most bytes that one UTF-16 unit becomes.</summary>
    private const int Longest = 6;

    private static readonly SearchValues<byte> Plain = SearchValues.Create(
        " !#$%()*,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~"u8
    );

    /// <summary>Most bytes that a piece of a text becomes.</summary>
    /// <param name="length">UTF-16 units.</param>
    public static int MostBytes(int length) => length * Longest;

    /// <summary>The beginning of a text that can be written in one go: not too long, and no character torn apart.</summary>
    public static ReadOnlySpan<char> Piece(ReadOnlySpan<char> text) =>
        text.Length <= LongestPiece ? text
        : char.IsHighSurrogate(text[LongestPiece - 1]) ? text[..(LongestPiece - 1)]
        : text[..LongestPiece];

    /// <summary>Writes a piece of a text, without quotes; gives the number of bytes. Half a surrogate pair becomes U+FFFD.</summary>
    public static int Write(ReadOnlySpan<char> piece, Span<byte> into)
    {
        if (Ascii.FromUtf16(piece, into, out var length) == OperationStatus.Done && !into[..length].ContainsAnyExcept(Plain))
        {
            return length;
        }
        Span<char> escaped = stackalloc char[MostBytes(LongestPiece)];
        JavaScriptEncoder.Default.Encode(piece, escaped, out _, out var units);
        _ = Ascii.FromUtf16(escaped[..units], into, out length);
        return length;
    }

    /// <summary>Writes an integer; gives the number of bytes.</summary>
    public static int Write(long value, Span<byte> into)
    {
        Utf8Formatter.TryFormat(value, into, out var length);
        return length;
    }

    /// <summary>
    /// Writes a double with a fraction or an exponent, or as a text where JSON has no number for it; gives the number of bytes.
    /// </summary>
    public static int Write(double value, Span<byte> into)
    {
        if (!double.IsFinite(value))
        {
            var word =
                double.IsNaN(value) ? "\"NaN\""u8
                : value > 0 ? "\"Infinity\""u8
                : "\"-Infinity\""u8;
            word.CopyTo(into);
            return word.Length;
        }
        value.TryFormat(into, out var length, "R", CultureInfo.InvariantCulture);
        if (into[..length].IndexOfAny((byte)'.', (byte)'E') < 0)
        {
            ".0"u8.CopyTo(into[length..]);
            length += 2;
        }
        return length;
    }
}
