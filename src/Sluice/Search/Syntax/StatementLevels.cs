namespace Sluice.Search.Syntax;

/// <summary>
/// Follows parentheses and BEGIN blocks to tell which semicolon ends a statement. Source: contract, search-grammar.md section 1.2.
/// </summary>
internal sealed class StatementLevels(string text)
{
    private static readonly string[] TransactionWords =
    [
        "TRANSACTION",
        "WORK",
        "TRAN",
        "DISTRIBUTED",
        "DEFERRED",
        "IMMEDIATE",
        "EXCLUSIVE",
    ];

    private readonly Stack<string> blocks = new();
    private int level;
    private int begins;
    private bool created;
    private bool declared;
    private string? loopAhead;

    /// <summary>Takes the next token, and tells whether it ends the statement.</summary>
    public bool EndsAt(Token[] tokens, int at)
    {
        var token = tokens[at];
        var word = text.AsSpan(token.Start, token.End - token.Start);
        if (token.Kind == TokenKind.Punctuation)
        {
            level +=
                word is "(" ? 1
                : word is ")" ? -1
                : 0;
            loopAhead = word is ";" ? null : loopAhead;
            return word is ";" && level <= 0 && begins == 0;
        }
        if (token.Kind is TokenKind.Keyword or TokenKind.Ddl && word.Length <= 64)
        {
            Take(Normal(word), tokens, at);
        }
        return token.Kind == TokenKind.Keyword && Normal(word).Split(' ')[0] == "GO";
    }

    private void Take(string word, Token[] tokens, int at)
    {
        switch (word)
        {
            case "CREATE" or "CREATE OR REPLACE":
                created = true;
                break;
            case "DECLARE" when created && begins == 0 && !declared:
                declared = true;
                level++;
                break;
            case "BEGIN" when !OpensTransaction(tokens, at):
                level += declared ? 0 : 1;
                declared = false;
                begins++;
                blocks.Push(word);
                break;
            case "END":
                level--;
                Close();
                break;
            case "IF" or "CASE" when begins > 0:
                Open(word);
                break;
            case "FOR" or "WHILE" when begins > 0:
                loopAhead = word;
                break;
            case "LOOP" or "DO" when begins > 0 && (loopAhead ?? (word == "LOOP" ? word : null)) is { } kind:
                loopAhead = null;
                Open(kind);
                break;
            case "END IF" or "END CASE" or "END FOR" or "END WHILE" or "END LOOP" when begins > 0 && Closes(word[4..]):
                level--;
                Close();
                break;
        }
    }

    private void Open(string kind)
    {
        level++;
        blocks.Push(kind);
    }

    private void Close()
    {
        if (blocks.TryPop(out var kind) && kind == "BEGIN")
        {
            begins--;
        }
    }

    private bool Closes(string kind) =>
        blocks.TryPeek(out var innermost) && (innermost == kind || (kind == "LOOP" && innermost is "FOR" or "WHILE"));

    private bool OpensTransaction(Token[] tokens, int at)
    {
        for (var next = at + 1; next < tokens.Length; next++)
        {
            var token = tokens[next];
            if (!token.IsWhiteSpace && !token.IsComment)
            {
                var word = text[token.Start..Math.Min(token.End, token.Start + 16)];
                return word == ";"
                    || (token.Kind == TokenKind.Keyword && TransactionWords.Contains(word, StringComparer.OrdinalIgnoreCase));
            }
        }
        return false;
    }

    private static string Normal(ReadOnlySpan<char> word) =>
        string.Join(' ', word.ToString().ToUpperInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
