using System.Globalization;
using System.Text;
using Sluice.Python;

namespace Sluice.Search.Syntax;

/// <summary>Reads the pieces of a filter or of an order from left to right. Source: docs/search.md, "Filters".</summary>
/// <param name="text">The text.</param>
internal sealed class Scanner(string text)
{
    /// <summary>How deep parentheses may be nested.</summary>
    internal const int MaxDepth = 100;

    /// <summary>Where the next piece begins, in UTF-16 units.</summary>
    public int At { get; private set; }

    /// <summary>How many characters were read: those of the text, and again those that were given back.</summary>
    public long Steps { get; private set; }

    /// <summary>Whether nothing is left.</summary>
    public bool IsAtEnd => At >= text.Length;

    private char Next => CharAt(At);

    /// <summary>Whether every surrogate of a text stands in a pair.</summary>
    public static bool IsWellFormed(string text)
    {
        for (var i = text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff'); i >= 0 && i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]))
            {
                if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /// <summary>The text between a position and where the next piece begins.</summary>
    public string Since(int start) => text[start..At];

    /// <summary>Goes to the next character that is no white space.</summary>
    public void SkipSpace()
    {
        var end = At;
        while (end < text.Length && PythonText.IsSpace(text[end]))
        {
            end++;
        }
        MoveTo(end);
    }

    /// <summary>Takes a character, if it comes next.</summary>
    public bool Take(char c)
    {
        if (IsAtEnd || Next != c)
        {
            return false;
        }
        MoveTo(At + 1);
        return true;
    }

    /// <summary>Takes letters, digits and underscores; null when none come next.</summary>
    public string? Word() => Piece(WordEnd(At));

    /// <summary>Takes a word, in any case, if white space and then that whole word come next.</summary>
    public bool Keyword(string word)
    {
        var start = At;
        SkipSpace();
        if (word.Equals(Word(), StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }
        At = start;
        return false;
    }

    /// <summary>Takes a field: words and quoted pieces with dots between them, and no white space.</summary>
    /// <param name="expected">What it is, for the exception.</param>
    /// <exception cref="SyntaxException">None comes next, or a quote has no end.</exception>
    public string Field(string expected = "a field")
    {
        var start = At;
        if (Quoted("\"`") is null && Word() is null)
        {
            throw new SyntaxException(expected, At);
        }
        while (Take('.'))
        {
            // Nothing behind the dot is a key without letters.
            _ = Quoted("\"`'") ?? Word();
        }
        return Since(start);
    }

    /// <summary>Takes a piece in quotes, which stay; null when none of the quotes comes next.</summary>
    /// <exception cref="SyntaxException">It has no end.</exception>
    public string? Quoted(string quotes) =>
        IsAtEnd || !quotes.Contains(Next) ? null
        : Quotes.EndAt(text, At) is { } end ? Piece(end)
        : throw new SyntaxException($"a closing {Next} for the one", At);

    /// <summary>Takes the signs of a comparator; null when none come next.</summary>
    public string? Signs()
    {
        var end = text.AsSpan(At).IndexOfAnyExcept("<>=~!");
        return Piece(end < 0 ? text.Length : At + end);
    }

    /// <summary>Takes a number; null when none comes next.</summary>
    public string? Number()
    {
        var start = Next == '-' ? At + 1 : At;
        var whole = DigitsEnd(start);
        var end = CharAt(whole) == '.' ? DigitsEnd(whole + 1) : whole;
        if (whole == start && end <= whole + 1)
        {
            return null;
        }
        if (CharAt(end) is 'e' or 'E')
        {
            var digits = CharAt(end + 1) is '+' or '-' ? end + 2 : end + 1;
            end = DigitsEnd(digits) is var exponent && exponent > digits ? exponent : end;
        }
        return WordEnd(end) == end ? Piece(end) : null;
    }

    /// <summary>Takes all between a pair of parentheses, which stay, whatever it is; null when no parenthesis comes next.</summary>
    /// <exception cref="SyntaxException">It has no end, or is nested too deeply.</exception>
    public string? Parenthesis()
    {
        var start = At;
        for (var depth = 0; Take('('); )
        {
            if (++depth > MaxDepth)
            {
                throw new SyntaxException($"no more than {MaxDepth} parentheses in each other", At - 1);
            }
            while (Next != '(')
            {
                if (IsAtEnd)
                {
                    throw new SyntaxException("a )", At);
                }
                if (Take(')'))
                {
                    if (--depth == 0)
                    {
                        return Since(start);
                    }
                }
                else if (Quoted("'\"") is null)
                {
                    MoveTo(At + 1);
                }
            }
        }
        return null;
    }

    private static bool IsWord(Rune rune) =>
        rune.Value == '_'
        || Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    private string? Piece(int end)
    {
        var start = At;
        MoveTo(end);
        return end > start ? Since(start) : null;
    }

    private void MoveTo(int end)
    {
        Steps += end - At;
        At = end;
    }

    private char CharAt(int at) => at < text.Length ? text[at] : '\0';

    private int WordEnd(int at) => End(at, IsWord);

    private int DigitsEnd(int at) => End(at, Rune.IsDigit);

    private int End(int at, Func<Rune, bool> goesOn)
    {
        while (at < text.Length && Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length) == default && goesOn(rune))
        {
            at += length;
        }
        return at;
    }
}
