using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Sluice.Protocol.Answers;

/// <summary>
/// Values as JSON. Of ASCII what JSON asks for is escaped, and DEL. What isn't ASCII is escaped as MLflow does: its client reads an answer
/// as text, and guesses the encoding where the content type names none.
/// </summary>
internal static class JsonText
{
    /// <summary>Longest number (bytes).</summary>
    public const int LongestNumber = 32;

    /// <summary>Longest piece (UTF-16 units) of a text that is written in one go.</summary>
    private const int LongestPiece = 1024;

    /// <summary>Most bytes that one UTF-16 unit becomes.</summary>
    private const int Longest = 6;

    private static readonly SearchValues<char> Plain = SearchValues.Create(
        " !#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~"
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
        var length = 0;
        while (true)
        {
            var plain = piece.IndexOfAnyExcept(Plain);
            Ascii.FromUtf16(plain < 0 ? piece : piece[..plain], into[length..], out var written);
            length += written;
            if (plain < 0)
            {
                return length;
            }
            // What needs an escape seldom stands alone.
            for (piece = piece[plain..]; !piece.IsEmpty && !Plain.Contains(piece[0]); )
            {
                var isPair = piece.Length > 1 && char.IsSurrogatePair(piece[0], piece[1]);
                length += Escape(isPair || !char.IsSurrogate(piece[0]) ? piece[0] : '\ufffd', into[length..]);
                if (isPair)
                {
                    length += Escape(piece[1], into[length..]);
                }
                piece = piece[(isPair ? 2 : 1)..];
            }
        }
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

    private static int Escape(char unit, Span<byte> into)
    {
        into[0] = (byte)'\\';
        into[1] = unit switch
        {
            '"' or '\\' => (byte)unit,
            '\b' => (byte)'b',
            '\t' => (byte)'t',
            '\n' => (byte)'n',
            '\f' => (byte)'f',
            '\r' => (byte)'r',
            _ => (byte)'u',
        };
        if (into[1] != 'u')
        {
            return 2;
        }
        into[2] = Digit(unit >> 12);
        into[3] = Digit(unit >> 8);
        into[4] = Digit(unit >> 4);
        into[5] = Digit(unit);
        return Longest;
    }

    private static byte Digit(int number) => "0123456789abcdef"u8[number & 15];
}
