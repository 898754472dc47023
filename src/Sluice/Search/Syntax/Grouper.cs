namespace Sluice.Search.Syntax;

/// <summary>Makes the tree of a statement, pass by pass. Source: contract, search-grammar.md section 1.3.</summary>
internal static class Grouper
{
    /// <summary>Groups the tokens of a statement.</summary>
    /// <returns>The statement; its children are what stands on the top level.</returns>
    /// <exception cref="SyntaxLimitException">The statement is nested too deeply or too wide.</exception>
    public static Node Group(string text, ReadOnlySpan<Token> tokens)
    {
        // Only comments and line breaks are joined before the first pass that counts, so what is too wide is refused before it is built.
        SyntaxLimits.Check(0, CountBesideComments(tokens));
        var nodes = new List<Node>(tokens.Length);
        foreach (var token in tokens)
        {
            nodes.Add(new Node(text, token));
        }
        var statement = new Node(GroupKind.Statement, nodes);
        WordPasses.Comments(statement);
        MatchPairs(statement);
        WordPasses.Over(statement);
        WordPasses.Functions(statement);
        WordPasses.Where(statement);
        InfixPass.Run(InfixRules.Period, statement);
        InfixPass.Run(InfixRules.Array, statement);
        WordPasses.Identifiers(statement);
        WordPasses.Order(statement);
        InfixPass.Run(InfixRules.Cast, statement);
        InfixPass.Run(InfixRules.TimeZone, statement);
        InfixPass.Run(InfixRules.TypedLiteral, statement);
        InfixPass.Run(InfixRules.TypedLiteralUnit, statement);
        InfixPass.Run(InfixRules.Operation, statement);
        InfixPass.Run(InfixRules.Comparison, statement);
        InfixPass.Run(InfixRules.As, statement);
        WordPasses.Aliases(statement);
        InfixPass.Run(InfixRules.Assignment, statement);
        WordPasses.CommentsBehind(statement);
        InfixPass.Run(InfixRules.List, statement);
        WordPasses.Values(statement);
        return statement;
    }

    private static int CountBesideComments(ReadOnlySpan<Token> tokens)
    {
        var count = 0;
        foreach (var token in tokens)
        {
            count += token.IsComment || token.Kind == TokenKind.NewLine ? 0 : 1;
        }
        return count;
    }

    private static void MatchPairs(Node statement)
    {
        MatchingPass.Run(
            GroupKind.Brackets,
            static node => node.IsToken(TokenKind.Punctuation, "["),
            static node => node.IsToken(TokenKind.Punctuation, "]"),
            statement
        );
        MatchingPass.Run(
            GroupKind.Parenthesis,
            static node => node.IsToken(TokenKind.Punctuation, "("),
            static node => node.IsToken(TokenKind.Punctuation, ")"),
            statement
        );
        MatchingPass.Run(GroupKind.Case, static node => node.IsKeyword("CASE"), static node => node.IsKeyword("END"), statement);
        MatchingPass.Run(GroupKind.If, static node => node.IsKeyword("IF"), static node => node.IsKeyword("END IF"), statement);
        MatchingPass.Run(
            GroupKind.For,
            static node => node.IsKeyword("FOR") || node.IsKeyword("FOREACH"),
            static node => node.IsKeyword("END LOOP"),
            statement
        );
        MatchingPass.Run(GroupKind.Begin, static node => node.IsKeyword("BEGIN"), static node => node.IsKeyword("END"), statement);
    }
}
