using System.Buffers;
using System.Globalization;
using System.Text;
using Sluice.Protocol;

namespace Sluice.Search.Syntax;

/// <summary>The classes of characters that the lexer knows. Source: contract, search-grammar.md section 1.1.</summary>
internal static class Characters
{
    /// <summary>The position behind the run of word characters that begins at <paramref name="at"/> (which is there when none does).</summary>
    public static int WordEnd(string text, int at)
    {
        while (at < text.Length)
        {
            var c = text[at];
            if (char.IsAsciiLetterOrDigit(c) || c == '_')
            {
                at++;
                continue;
            }
            if (c < 0x80)
            {
                break;
            }
            var length = RuneAt(text, at, out var rune);
            if (!IsWord(rune))
            {
                break;
            }
            at += length;
        }
        return at;
    }

    /// <summary>The position behind the run of decimal digits, of any script, that begins at <paramref name="at"/>.</summary>
    public static int DigitsEnd(string text, int at)
    {
        for (var next = DigitEnd(text, at); next > at; next = DigitEnd(text, at))
        {
            at = next;
        }
        return at;
    }

    /// <summary>The position behind the decimal digit at <paramref name="at"/>, or <paramref name="at"/> when it is none.</summary>
    public static int DigitEnd(string text, int at)
    {
        if (at >= text.Length)
        {
            return at;
        }
        if (text[at] < 0x80)
        {
            return char.IsAsciiDigit(text[at]) ? at + 1 : at;
        }
        var length = RuneAt(text, at, out var rune);
        return Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber ? at + length : at;
    }

    /// <summary>The position behind the run of white space that begins at <paramref name="at"/>.</summary>
    public static int SpaceEnd(string text, int at)
    {
        while (at < text.Length && IsSpace(text[at]))
        {
            at++;
        }
        return at;
    }

    /// <summary>Whether a word character stands at a position.</summary>
    public static bool IsWordAt(string text, int at)
    {
        if (at >= text.Length)
        {
            return false;
        }
        RuneAt(text, at, out var rune);
        return IsWord(rune);
    }

    /// <summary>Whether a word character stands before a position.</summary>
    public static bool IsWordBefore(string text, int at) =>
        at > 0
        && Rune.DecodeLastFromUtf16(text.AsSpan(Math.Max(0, at - 2), Math.Min(2, at)), out var rune, out _) == OperationStatus.Done
        && IsWord(rune);

    /// <summary>Whether a name can begin at a position.</summary>
    public static bool IsLatinStartAt(string text, int at) =>
        at < text.Length
        && (
            char.IsAsciiLetter(text[at])
            || text[at]
                is (>= '\u00c0' and <= '\u00dc')
                    or ((>= '\u00e0' and <= '\u00fc') and not '\u00f7')
                    or '\u0130'
                    or '\u0131'
                    or '\u017f'
                    or '\u212a'
                    or '\u212b'
        );

    /// <summary>Whether a number may not end before a position, because a name goes on there.</summary>
    public static bool GoesOnAsNameAt(string text, int at) => IsLatinStartAt(text, at) || (at < text.Length && text[at] == '_');

    /// <summary>Whether a character is white space (line breaks are).</summary>
    public static bool IsSpace(char c) => PythonInteger.IsSpace(c);

    /// <summary>The length of the character at a position, in UTF-16 units.</summary>
    public static int RuneAt(string text, int at, out Rune rune)
    {
        Rune.DecodeFromUtf16(text.AsSpan(at), out rune, out var length);
        return length;
    }

    private static bool IsWord(Rune rune) =>
        rune.Value == '_'
        || Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.UppercaseLetter
                or UnicodeCategory.LowercaseLetter
                or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter
                or UnicodeCategory.OtherLetter
                or UnicodeCategory.DecimalDigitNumber
                or UnicodeCategory.LetterNumber
                or UnicodeCategory.OtherNumber;
}
