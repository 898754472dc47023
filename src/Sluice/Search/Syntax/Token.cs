namespace Sluice.Search.Syntax;

/// <summary>A piece of a text; all tokens together are the text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="End">The position behind it.</param>
internal readonly record struct Token(TokenKind Kind, int Start, int End)
{
    /// <summary>Whether it is a space or a line break.</summary>
    public bool IsWhiteSpace => Kind is TokenKind.Space or TokenKind.NewLine;

    /// <summary>Whether it is a comment of any kind.</summary>
    public bool IsComment => Kind is TokenKind.LineComment or TokenKind.LineHint or TokenKind.BlockComment;
}
