namespace Sluice.Search.Syntax;

/// <summary>What a group of nodes is. Source: contract, search-grammar.md section 1.3.</summary>
internal enum GroupKind : byte
{
    /// <summary>No group: a single token.</summary>
    None,
    Comment,
    Brackets,
    Parenthesis,
    Case,
    If,
    For,
    Begin,
    Over,
    Function,
    Where,
    Identifier,
    TypedLiteral,
    Operation,
    Comparison,
    Assignment,
    List,
    Values,

    /// <summary>A whole statement.</summary>
    Statement,
}
