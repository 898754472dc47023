namespace Sluice.Search.Syntax;

/// <summary>The rules by which neighbours are joined. Source: contract, search-grammar.md section 1.3, passes 6 to 18.</summary>
internal static class InfixRules
{
    private static readonly string[] Units = ["DAY", "HOUR", "MINUTE", "MONTH", "SECOND", "YEAR"];
    private static readonly string[] Moments = ["CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP"];

    /// <summary>A dot or arrow between names (6).</summary>
    public static readonly InfixRule Period = new(GroupKind.Identifier, IsPeriod, IsOwner, static _ => true)
    {
        Grows = true,
        Includes = static right =>
            right is { Group: GroupKind.Brackets or GroupKind.Function }
            || IsOneOf(right, TokenKind.Name, TokenKind.DoubleQuoted, TokenKind.SingleQuoted, TokenKind.Wildcard),
    };

    /// <summary>Brackets behind a name (7).</summary>
    public static readonly InfixRule Array = new(
        GroupKind.Identifier,
        static node => node.Group == GroupKind.Brackets,
        static left => left.Group == GroupKind.Function || IsOwner(left),
        static _ => true
    )
    {
        Grows = true,
        Descends = false,
        Includes = static _ => false,
    };

    /// <summary>A cast with two colons (10).</summary>
    public static readonly InfixRule Cast = new(
        GroupKind.Identifier,
        static node => node.IsToken(TokenKind.Punctuation, "::"),
        static _ => true,
        static right => right != null
    )
    {
        Grows = true,
    };

    /// <summary>AT TIME ZONE between a value and an alias or text (11).</summary>
    public static readonly InfixRule TimeZone = new(
        GroupKind.Identifier,
        static node => node.IsToken(TokenKind.TimeZoneCast),
        static _ => true,
        static right => right != null && (right.IsKeyword("AS") || right.IsToken(TokenKind.SingleQuoted))
    )
    {
        Grows = true,
    };

    /// <summary>A type before a text (11).</summary>
    public static readonly InfixRule TypedLiteral = new(
        GroupKind.TypedLiteral,
        static node => node.IsToken(TokenKind.Builtin),
        static _ => true,
        static right => right?.IsToken(TokenKind.SingleQuoted) == true
    )
    {
        BeginsInMiddle = true,
    };

    /// <summary>A unit behind a type and text (11).</summary>
    public static readonly InfixRule TypedLiteralUnit = new(
        GroupKind.TypedLiteral,
        static node => node.Group == GroupKind.TypedLiteral,
        static _ => true,
        static right => right != null && Units.Any(right.IsKeyword)
    )
    {
        BeginsInMiddle = true,
        Grows = true,
    };

    /// <summary>An operator between values (12).</summary>
    public static readonly InfixRule Operation = new(
        GroupKind.Operation,
        static node => IsOneOf(node, TokenKind.Operator, TokenKind.Wildcard),
        IsOperand,
        static right => right != null && IsOperand(right)
    );

    /// <summary>A comparison operator between values (13).</summary>
    public static readonly InfixRule Comparison = new(
        GroupKind.Comparison,
        static node => node.IsToken(TokenKind.Comparison),
        IsCompared,
        static right => right != null && IsCompared(right)
    );

    /// <summary>An alias with AS (14).</summary>
    public static readonly InfixRule As = new(
        GroupKind.Identifier,
        static node => node.IsKeyword("AS"),
        static left => !left.IsAnyKeyword || left.HasText("NULL"),
        static right => right != null && !IsOneOf(right, TokenKind.Dml, TokenKind.Ddl, TokenKind.Cte)
    )
    {
        Grows = true,
    };

    /// <summary>An assignment (16).</summary>
    public static readonly InfixRule Assignment = new(
        GroupKind.Assignment,
        static node => node.IsToken(TokenKind.Assignment),
        static left => !left.IsToken(TokenKind.Keyword),
        static right => right != null && !right.IsToken(TokenKind.Keyword)
    )
    {
        ToSemicolon = true,
    };

    /// <summary>A comma between list elements (18).</summary>
    public static readonly InfixRule List = new(
        GroupKind.List,
        static node => node.IsToken(TokenKind.Punctuation, ","),
        IsElement,
        static right => right != null && IsElement(right)
    )
    {
        Grows = true,
    };

    private static bool IsPeriod(Node node) =>
        node.IsToken(TokenKind.Punctuation, ".") || node.IsToken(TokenKind.Operator, "->") || node.IsToken(TokenKind.Operator, "->>");

    private static bool IsOwner(Node left) =>
        left.Group is GroupKind.Brackets or GroupKind.Identifier || IsOneOf(left, TokenKind.Name, TokenKind.DoubleQuoted);

    private static bool IsOperand(Node node) =>
        IsLiteral(node)
        || node.Group
            is GroupKind.Brackets
                or GroupKind.Parenthesis
                or GroupKind.Function
                or GroupKind.Identifier
                or GroupKind.Operation
                or GroupKind.TypedLiteral
        || Moments.Any(node.IsKeyword);

    private static bool IsCompared(Node node) =>
        IsLiteral(node)
        || node.Group
            is GroupKind.Parenthesis
                or GroupKind.Function
                or GroupKind.Identifier
                or GroupKind.Operation
                or GroupKind.TypedLiteral
        || node.IsKeyword("NULL");

    private static bool IsElement(Node node) =>
        IsLiteral(node)
        || node.Group
            is GroupKind.Function
                or GroupKind.Case
                or GroupKind.Identifier
                or GroupKind.Comparison
                or GroupKind.List
                or GroupKind.Operation
        || IsOneOf(node, TokenKind.Keyword, TokenKind.Wildcard);

    private static bool IsLiteral(Node node) =>
        IsOneOf(
            node,
            TokenKind.Integer,
            TokenKind.Float,
            TokenKind.SingleQuoted,
            TokenKind.DoubleQuoted,
            TokenKind.Name,
            TokenKind.Placeholder
        );

    private static bool IsOneOf(Node? node, params ReadOnlySpan<TokenKind> kinds) =>
        node is { IsGroup: false } && kinds.Contains(node.Kind);
}
