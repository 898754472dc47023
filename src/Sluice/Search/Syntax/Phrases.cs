namespace Sluice.Search.Syntax;

/// <summary>
/// Tokens of several words, and the words that are keywords wherever they stand.
/// Source: contract, search-grammar.md section 1.1, rows 8 and 21 to 25.
/// </summary>
internal static class Phrases
{
    private static readonly string[][] JoinLeads =
    [
        ["LEFT"],
        ["RIGHT"],
        ["FULL"],
        ["CROSS"],
        ["NATURAL"],
    ];
    private static readonly string[] JoinKinds = ["INNER", "OUTER", "STRAIGHT"];
    private static readonly string[] Blocks = ["IF", "LOOP", "WHILE", "FOR", "CASE"];
    private static readonly string[] Views = ["EXPLODE", "INLINE", "PARSE_URL_TUPLE", "POSEXPLODE", "STACK"];

    /// <summary>Whether a word is a keyword even beside a dot or a parenthesis.</summary>
    public static bool IsAlwaysKeyword(ReadOnlySpan<char> word) =>
        word.Length <= 6
        && (Is(word, "CASE") || Is(word, "IN") || Is(word, "VALUES") || Is(word, "USING") || Is(word, "FROM") || Is(word, "AS"));

    /// <summary>The token of one or more fixed words that begins at a position, or null.</summary>
    public static Token? TokenAt(string text, int at)
    {
        var first = Word(text, at);
        if (first.IsEmpty || first.Length > 8)
        {
            return null;
        }
        var end = at + first.Length;
        return char.ToUpperInvariant(first[0]) switch
            {
                'A' => Ascending(text, at, first) ?? TimeZone(text, at, first),
                'C' when Is(first, "CREATE") => new Token(TokenKind.Ddl, at, After(text, end, "OR", "REPLACE") ?? end),
                'D' when Is(first, "DOUBLE") => Make(TokenKind.Builtin, at, After(text, end, "PRECISION")),
                'D' => Ascending(text, at, first),
                'E' when Is(first, "END") => new Token(TokenKind.Keyword, at, AfterOne(text, end, Blocks) ?? end),
                'G' when Is(first, "GROUP") => Make(TokenKind.Keyword, at, After(text, end, "BY")),
                'G' when Is(first, "GO") => Go(text, at, end),
                'H' when Is(first, "HANDLER") => Make(TokenKind.Keyword, at, After(text, end, "FOR")),
                'I' when Is(first, "IF") => Make(TokenKind.Keyword, at, After(text, end, "EXISTS") ?? After(text, end, "NOT", "EXISTS")),
                'L' when Is(first, "LATERAL") => Make(
                    TokenKind.Keyword,
                    at,
                    After(text, end, "VIEW") is { } view ? AfterOne(text, view, Views) : null
                ),
                'N' when Is(first, "NOT") => Not(text, at, end),
                'N' when Is(first, "NULLS") => Make(TokenKind.OrderKeyword, at, AfterOne(text, end, ["FIRST", "LAST"])),
                'O' when Is(first, "ORDER") => Make(TokenKind.Keyword, at, After(text, end, "BY")),
                'P' when Is(first, "PRIMARY") => Make(TokenKind.Keyword, at, After(text, end, "KEY")),
                'U' when Is(first, "UNION") => Make(TokenKind.Keyword, at, After(text, end, "ALL")),
                _ => Like(text, at, at),
            } ?? Join(text, at, first);
    }

    private static Token? Ascending(string text, int at, ReadOnlySpan<char> first)
    {
        if (!Is(first, "ASC") && !Is(first, "DESC"))
        {
            return null;
        }
        var end = at + first.Length;
        var nulls = After(text, end, "NULLS") is { } some ? AfterOne(text, some, ["FIRST", "LAST"]) : null;
        return new Token(TokenKind.OrderKeyword, at, nulls ?? end);
    }

    private static Token? TimeZone(string text, int at, ReadOnlySpan<char> first)
    {
        if (!Is(first, "AT") || After(text, at + 2, "TIME", "ZONE") is not { } zone)
        {
            return null;
        }
        var quote = Characters.SpaceEnd(text, zone);
        if (quote == zone || quote >= text.Length || text[quote] != '\'')
        {
            return null;
        }
        var close = text.IndexOf('\'', quote + 1);
        return close > quote + 1 ? new Token(TokenKind.TimeZoneCast, at, close + 1) : null;
    }

    private static Token? Go(string text, int at, int end)
    {
        if (end >= text.Length || !Characters.IsSpace(text[end]))
        {
            return null;
        }
        var number = Characters.DigitsEnd(text, end + 1);
        return number > end + 1 && !Characters.IsWordAt(text, number) ? new Token(TokenKind.Keyword, at, number) : null;
    }

    private static Token? Not(string text, int at, int end)
    {
        if (After(text, end, "NULL") is { } isNull)
        {
            return new Token(TokenKind.Keyword, at, isNull);
        }
        var next = Characters.SpaceEnd(text, end);
        return next > end ? Like(text, at, next) : null;
    }

    private static Token? Like(string text, int start, int at)
    {
        var word = Word(text, at);
        var end = at + word.Length;
        return Is(word, "LIKE") || Is(word, "ILIKE") || Is(word, "RLIKE") ? new Token(TokenKind.Comparison, start, end)
            : Is(word, "REGEXP") ? new Token(TokenKind.Comparison, start, After(text, end, "BINARY") ?? end)
            : null;
    }

    private static Token? Join(string text, int at, ReadOnlySpan<char> first)
    {
        var next = at;
        foreach (var lead in JoinLeads)
        {
            if (Is(first, lead[0]))
            {
                next = NextWord(text, at + first.Length);
            }
        }
        var crossed = Is(first, "CROSS") || Is(first, "NATURAL");
        foreach (var kind in JoinKinds)
        {
            if (!crossed && Is(Word(text, next), kind))
            {
                next = NextWord(text, next + kind.Length);
                break;
            }
        }
        return Is(Word(text, next), "JOIN") ? new Token(TokenKind.Keyword, at, next + 4) : null;
    }

    private static Token? Make(TokenKind kind, int at, int? end) => end is { } some ? new Token(kind, at, some) : null;

    private static int? AfterOne(string text, int at, string[] words)
    {
        foreach (var word in words)
        {
            if (After(text, at, word) is { } end)
            {
                return end;
            }
        }
        return null;
    }

    private static int? After(string text, int at, string first, string second) =>
        After(text, at, first) is { } end ? After(text, end, second) : null;

    private static int? After(string text, int at, string word)
    {
        var next = NextWord(text, at);
        return next > at && Is(Word(text, next), word) ? next + word.Length : null;
    }

    private static int NextWord(string text, int at) => Characters.SpaceEnd(text, at);

    private static ReadOnlySpan<char> Word(string text, int at) => text.AsSpan(at, Characters.WordEnd(text, at) - at);

    private static bool Is(ReadOnlySpan<char> word, string keyword) => word.Equals(keyword, StringComparison.OrdinalIgnoreCase);
}
