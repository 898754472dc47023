namespace Sluice.Search.Syntax;

/// <summary>A node of a statement's tree: one token, or a group of nodes that stand side by side.</summary>
internal sealed class Node
{
    private readonly string source;
    private readonly int start;
    private int end;

    /// <summary>Makes a node of a token.</summary>
    public Node(string source, Token token)
    {
        this.source = source;
        Kind = token.Kind;
        start = token.Start;
        end = token.End;
    }

    /// <summary>Makes a group of nodes.</summary>
    public Node(GroupKind group, List<Node> children)
    {
        source = children[0].source;
        Group = group;
        Children = children;
        start = children[0].start;
        end = children[^1].end;
    }

    /// <summary>What token it is; of no meaning for a group.</summary>
    public TokenKind Kind { get; }

    /// <summary>What group it is.</summary>
    public GroupKind Group { get; }

    /// <summary>The nodes of a group.</summary>
    public List<Node> Children { get; } = [];

    /// <summary>The node as it stands in the text.</summary>
    public string Text => source[start..end];

    /// <summary>Whether it is a group of nodes.</summary>
    public bool IsGroup => Group != GroupKind.None;

    /// <summary>Whether it is a space or a line break.</summary>
    public bool IsWhiteSpace => IsToken(TokenKind.Space) || IsToken(TokenKind.NewLine);

    /// <summary>Whether it is a keyword of any type.</summary>
    public bool IsAnyKeyword =>
        !IsGroup
        && Kind
            is TokenKind.Keyword
                or TokenKind.OrderKeyword
                or TokenKind.Dml
                or TokenKind.Ddl
                or TokenKind.Dcl
                or TokenKind.Cte
                or TokenKind.TimeZoneCast;

    /// <summary>Whether it is a group whose first and last node only enclose the others.</summary>
    public bool IsEnclosed =>
        Group is GroupKind.Brackets or GroupKind.Parenthesis or GroupKind.Case or GroupKind.If or GroupKind.For or GroupKind.Begin;

    /// <summary>Whether it is one token of a kind.</summary>
    public bool IsToken(TokenKind kind) => Group == GroupKind.None && Kind == kind;

    /// <summary>Whether it is one token of a kind with a text, in which case is ignored.</summary>
    public bool IsToken(TokenKind kind, string text) => IsToken(kind) && HasText(text);

    /// <summary>Whether it is a plain keyword.</summary>
    public bool IsKeyword(string word) => IsToken(TokenKind.Keyword, word);

    /// <summary>Whether its text is this one, in which case is ignored.</summary>
    public bool HasText(string text) => source.AsSpan(start, end - start).Equals(text, StringComparison.OrdinalIgnoreCase);

    /// <summary>Adds the nodes that follow it to the group.</summary>
    public void Append(IEnumerable<Node> nodes)
    {
        Children.AddRange(nodes);
        end = Children[^1].end;
    }
}
