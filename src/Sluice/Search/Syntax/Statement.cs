namespace Sluice.Search.Syntax;

/// <summary>
/// The statements of a text. Only a text with exactly one is taken, so no more is asked than how many there are and where the first ends.
/// </summary>
/// <param name="Count">How many; 2 stands for more too.</param>
/// <param name="First">The tokens of the first.</param>
internal readonly record struct Statement(int Count, ReadOnlyMemory<Token> First)
{
    /// <summary>Finds the end of the first statement.</summary>
    public static Statement Split(string text, Token[] tokens)
    {
        if (tokens.All(token => token.IsWhiteSpace))
        {
            return new Statement(0, default);
        }
        var levels = new StatementLevels(text);
        var ended = false;
        for (var i = 0; i < tokens.Length; i++)
        {
            if (ended && tokens[i].Kind is not (TokenKind.Space or TokenKind.LineComment))
            {
                var more = tokens.Skip(i).Any(token => !token.IsWhiteSpace);
                return new Statement(more ? 2 : 1, tokens.AsMemory(0, i));
            }
            ended = ended || levels.EndsAt(tokens, i);
        }
        return new Statement(1, tokens);
    }
}
