namespace Sluice.Search.Syntax;

/// <summary>What a token is. Source: contract, search-grammar.md section 1.1.</summary>
internal enum TokenKind : byte
{
    Error,
    Space,
    NewLine,

    /// <summary>A comment to the end of the line.</summary>
    LineComment,

    /// <summary>A comment to the end of the line that begins with <c>--+</c> or <c># +</c>.</summary>
    LineHint,

    /// <summary>A comment between <c>/*</c> and <c>*/</c>.</summary>
    BlockComment,

    /// <summary>A text between two <c>$tag$</c>.</summary>
    DollarText,
    SingleQuoted,
    DoubleQuoted,
    Integer,
    Float,
    Hexadecimal,
    Name,
    Placeholder,
    Command,
    Builtin,
    Keyword,

    /// <summary>ASC, DESC, with or without NULLS FIRST or LAST.</summary>
    OrderKeyword,
    Dml,
    Ddl,
    Dcl,
    Cte,
    TimeZoneCast,
    Comparison,
    Operator,
    Wildcard,
    Assignment,
    Punctuation,
}
