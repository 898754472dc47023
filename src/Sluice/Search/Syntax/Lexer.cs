using System.Buffers;

namespace Sluice.Search.Syntax;

/// <summary>
/// Cuts a text into tokens; every character ends up in exactly one. The numbers in comments are the rows of the table in
/// search-grammar.md section 1.1, whose order decides: the first rule that fits at a position makes the token.
/// The time is linear in the length of the text.
/// </summary>
internal sealed class Lexer
{
    private static readonly SearchValues<char> ComparisonSigns = SearchValues.Create("<>=~!");
    private static readonly SearchValues<char> OperatorSigns = SearchValues.Create("+/@#%^&|-");

    private readonly string text;
    private readonly DollarTexts dollarTexts;
    private readonly int lastBlockEnd;

    private Lexer(string text)
    {
        this.text = text;
        dollarTexts = new DollarTexts(text);
        lastBlockEnd = text.LastIndexOf("*/", StringComparison.Ordinal);
    }

    /// <summary>The tokens of a text.</summary>
    public static List<Token> Read(string text)
    {
        var lexer = new Lexer(text);
        var tokens = new List<Token>();
        for (var at = 0; at < text.Length; )
        {
            var token = lexer.TokenAt(at);
            tokens.Add(token);
            at = token.End;
        }
        return tokens;
    }

    private Token TokenAt(int at) =>
        Comment(at)
        ?? WhiteSpace(at)
        ?? Fixed(at)
        ?? Placeholder(at)
        ?? Name(at)
        ?? Numbers.TokenAt(text, at)
        ?? Quoted(at)
        ?? Word(at)
        ?? Sign(at)
        ?? new Token(TokenKind.Error, at, at + Characters.RuneAt(text, at, out _));

    // 0a, 0b, 1
    private Token? Comment(int at)
    {
        if (Has(at, "/*") && lastBlockEnd >= at + 2)
        {
            return new Token(TokenKind.BlockComment, at, text.IndexOf("*/", at + 2, StringComparison.Ordinal) + 2);
        }
        if (text[at] == '$' && dollarTexts.EndAt(at) is { } end)
        {
            return new Token(TokenKind.DollarText, at, end);
        }
        if (!Has(at, "--") && !Has(at, "# "))
        {
            return null;
        }
        var line = text.AsSpan(at).IndexOfAny('\r', '\n');
        var kind = Has(at + 2, "+") ? TokenKind.LineHint : TokenKind.LineComment;
        return new Token(kind, at, line < 0 ? text.Length : LineBreakEnd(at + line));
    }

    // 2, 3
    private Token? WhiteSpace(int at) =>
        text[at] is '\r' or '\n' ? new Token(TokenKind.NewLine, at, LineBreakEnd(at))
        : Characters.IsSpace(text[at]) ? new Token(TokenKind.Space, at, at + 1)
        : null;

    private int LineBreakEnd(int at) => Has(at, "\r\n") ? at + 2 : at + 1;

    // 4
    private Token? Fixed(int at) =>
        Has(at, ":=") ? new Token(TokenKind.Assignment, at, at + 2)
        : Has(at, "::") ? new Token(TokenKind.Punctuation, at, at + 2)
        : text[at] == '*' ? new Token(TokenKind.Wildcard, at, at + 1)
        : null;

    // 6, 7
    private Token? Placeholder(int at)
    {
        switch (text[at])
        {
            case '?':
                return new Token(TokenKind.Placeholder, at, at + 1);
            case '%' when Has(at + 1, "s") || Has(at + 1, "S"):
                return new Token(TokenKind.Placeholder, at, at + 2);
            case '%' when Has(at + 1, "("):
                var close = Characters.WordEnd(text, at + 2);
                return close > at + 2 && (Has(close, ")s") || Has(close, ")S")) ? new Token(TokenKind.Placeholder, at, close + 2) : null;
            case '$' or ':' when !Characters.IsWordBefore(text, at):
                return Characters.WordEnd(text, at + 1) is var end && end > at + 1 ? new Token(TokenKind.Placeholder, at, end) : null;
            case '\\':
                return Characters.WordEnd(text, at + 1) is var word && word > at + 1 ? new Token(TokenKind.Command, at, word) : null;
            default:
                return null;
        }
    }

    // 5, 8 to 12
    private Token? Name(int at)
    {
        if (text[at] is '`' or '\u00b4')
        {
            return Quotes.EndAt(text, at) is { } quoted ? new Token(TokenKind.Name, at, quoted) : null;
        }
        if (text[at] is '@' or '#')
        {
            var start = Has(at, "##") ? at + 2 : at + 1;
            return Characters.IsLatinStartAt(text, start) && Characters.WordEnd(text, start + 1) is var marked && marked > start + 1
                ? new Token(TokenKind.Name, at, marked)
                : null;
        }
        if (!Characters.IsLatinStartAt(text, at))
        {
            return null;
        }
        var end = Characters.WordEnd(text, at + 1);
        if (Phrases.IsAlwaysKeyword(text.AsSpan(at, end - at)))
        {
            return new Token(TokenKind.Keyword, at, end);
        }
        var dot = Characters.SpaceEnd(text, end);
        var beforeDot = Has(dot, ".") && Characters.DigitEnd(text, dot + 1) == dot + 1;
        var afterDot = at > 0 && text[at - 1] == '.';
        return beforeDot || afterDot || Has(end, "(") ? new Token(TokenKind.Name, at, end) : null;
    }

    // 17 to 20 (19 never applies: where it could, 18 does)
    private Token? Quoted(int at)
    {
        switch (text[at])
        {
            case '\'':
                return Quotes.EndAt(text, at) is { } single ? new Token(TokenKind.SingleQuoted, at, single) : null;
            case '"':
                return Quotes.EndAt(text, at) is { } twice ? new Token(TokenKind.DoubleQuoted, at, twice) : null;
            case '[' when !Characters.IsWordBefore(text, at) && (at == 0 || text[at - 1] is not (']' or ')')):
                var bracket = text.AsSpan(at + 1).IndexOfAny('[', ']');
                return bracket > 0 && text[at + 1 + bracket] == ']' ? new Token(TokenKind.Name, at, at + bracket + 2) : null;
            default:
                return null;
        }
    }

    // 21 to 26
    private Token? Word(int at)
    {
        if (!Characters.IsWordAt(text, at))
        {
            return null;
        }
        if (Phrases.TokenAt(text, at) is { } phrase)
        {
            return phrase;
        }
        var end = Characters.WordEnd(text, at);
        while (end < text.Length && text[end] is '$' or '#')
        {
            end = Characters.WordEnd(text, end + 1);
        }
        return new Token(Words.KindOf(text.AsSpan(at, end - at)), at, end);
    }

    // 27 to 30
    private Token? Sign(int at)
    {
        if (text[at] is ';' or ':' or '(' or ')' or '[' or ']' or ',' or '.')
        {
            return new Token(TokenKind.Punctuation, at, at + 1);
        }
        foreach (var sign in (ReadOnlySpan<string>)["->>", "->", "#>>", "#>", "@>", "<@", "-", "#-"])
        {
            if (Has(at, sign))
            {
                return new Token(TokenKind.Operator, at, at + sign.Length);
            }
        }
        var rest = text.AsSpan(at);
        if (rest.IndexOfAnyExcept(ComparisonSigns) is not 0 and var comparison)
        {
            return new Token(TokenKind.Comparison, at, comparison < 0 ? text.Length : at + comparison);
        }
        return rest.IndexOfAnyExcept(OperatorSigns) is not 0 and var signs
            ? new Token(TokenKind.Operator, at, signs < 0 ? text.Length : at + signs)
            : null;
    }

    private bool Has(int at, string piece) => at < text.Length && text.AsSpan(at).StartsWith(piece, StringComparison.Ordinal);
}
