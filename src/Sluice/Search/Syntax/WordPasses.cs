namespace Sluice.Search.Syntax;

/// <summary>
/// The passes that look for a node and join what follows (or what stands before). Source: contract, search-grammar.md section 1.3.
/// </summary>
internal static class WordPasses
{
    private static readonly string[] WhereEnds =
    [
        "ORDER BY",
        "GROUP BY",
        "LIMIT",
        "UNION",
        "UNION ALL",
        "EXCEPT",
        "INTERSECT",
        "HAVING",
        "RETURNING",
        "INTO",
    ];

    /// <summary>OVER and what it is over (3).</summary>
    public static void Over(Node level) =>
        Walk(
            level,
            GroupKind.Over,
            static (nodes, at, _, end) =>
            {
                if (
                    nodes[at].IsKeyword("OVER")
                    && Neighbours.Next(nodes, at, end) is { } next
                    && (nodes[next].Group == GroupKind.Parenthesis || IsCallable(nodes[next]))
                )
                {
                    Neighbours.Join(nodes, GroupKind.Over, at, next);
                }
                return at;
            }
        );

    /// <summary>Names before a parenthesis (4).</summary>
    public static void Functions(Node level) =>
        Walk(
            level,
            GroupKind.Function,
            static (nodes, at, _, end) =>
            {
                if (IsCallable(nodes[at]) && Neighbours.Next(nodes, at, end) is { } next && nodes[next].Group == GroupKind.Parenthesis)
                {
                    var over = Neighbours.Next(nodes, next, end) is { } after && nodes[after].Group == GroupKind.Over ? after : next;
                    Neighbours.Join(nodes, GroupKind.Function, at, over);
                }
                return at;
            },
            static nodes => Has(nodes, "CREATE") && Has(nodes, "TABLE") && !Has(nodes, "AS")
        );

    /// <summary>WHERE and what belongs to it (5).</summary>
    public static void Where(Node level) =>
        Walk(
            level,
            GroupKind.Where,
            static (nodes, at, _, end) =>
            {
                if (nodes[at].IsKeyword("WHERE"))
                {
                    var stop = nodes.FindIndex(at + 1, end - at - 1, node => WhereEnds.Any(node.IsKeyword));
                    Neighbours.Join(nodes, GroupKind.Where, at, (stop < 0 ? end : stop) - 1);
                }
                return at;
            }
        );

    /// <summary>Names that stand alone (8).</summary>
    public static void Identifiers(Node level) =>
        Walk(
            level,
            GroupKind.Identifier,
            static (nodes, at, _, _) =>
            {
                if (nodes[at].IsToken(TokenKind.Name) || nodes[at].IsToken(TokenKind.DoubleQuoted))
                {
                    Neighbours.Join(nodes, GroupKind.Identifier, at, at);
                }
                return at;
            }
        );

    /// <summary>ASC or DESC behind a name or number (9).</summary>
    public static void Order(Node level) =>
        Walk(
            level,
            GroupKind.Identifier,
            static (nodes, at, start, _) =>
            {
                if (
                    !nodes[at].IsToken(TokenKind.OrderKeyword)
                    || Neighbours.Previous(nodes, at, start) is not { } previous
                    || (nodes[previous].Group != GroupKind.Identifier && !IsNumber(nodes[previous]))
                )
                {
                    return at;
                }
                Neighbours.Join(nodes, GroupKind.Identifier, previous, at);
                return previous;
            }
        );

    /// <summary>A name behind something that can have an alias (15).</summary>
    public static void Aliases(Node level) =>
        Walk(
            level,
            GroupKind.None,
            static (nodes, at, _, end) =>
            {
                var named =
                    nodes[at].Group
                        is GroupKind.Parenthesis
                            or GroupKind.Function
                            or GroupKind.Case
                            or GroupKind.Identifier
                            or GroupKind.Operation
                            or GroupKind.Comparison
                    || IsNumber(nodes[at]);
                if (named && Neighbours.Next(nodes, at, end) is { } next && nodes[next].Group == GroupKind.Identifier)
                {
                    Neighbours.Join(nodes, GroupKind.Identifier, at, next, grow: true);
                }
                return at;
            }
        );

    /// <summary>Comments behind a group (17).</summary>
    public static void CommentsBehind(Node level) =>
        Walk(
            level,
            GroupKind.None,
            static (nodes, at, start, _) =>
            {
                if (
                    nodes[at].Group != GroupKind.Comment
                    || Neighbours.Previous(nodes, at, start) is not { } previous
                    || !nodes[previous].IsGroup
                )
                {
                    return at;
                }
                Neighbours.Join(nodes, nodes[previous].Group, previous, at, grow: true);
                return previous;
            }
        );

    /// <summary>VALUES up to the last parenthesis (19).</summary>
    public static void Values(Node level)
    {
        var nodes = level.Children;
        var from = nodes.FindIndex(static node => node.IsKeyword("VALUES"));
        var to = nodes.FindLastIndex(static node => node.Group == GroupKind.Parenthesis);
        if (from >= 0 && to > from)
        {
            Neighbours.Join(nodes, GroupKind.Values, from, to);
        }
    }

    /// <summary>Comments with the comments and line breaks behind them (1).</summary>
    public static void Comments(Node level)
    {
        var result = new List<Node>(level.Children.Count);
        for (var i = 0; i < level.Children.Count; )
        {
            var end = i;
            while (IsComment(level.Children[i]) && end < level.Children.Count && IsCommentOrLineBreak(level.Children[end]))
            {
                end++;
            }
            if (end > i && end < level.Children.Count)
            {
                result.Add(new Node(GroupKind.Comment, level.Children[i..end]));
            }
            else
            {
                end = Math.Max(end, i + 1);
                result.AddRange(level.Children[i..end]);
            }
            i = end;
        }
        level.Children.Clear();
        level.Children.AddRange(result);
    }

    private static void Walk(
        Node level,
        GroupKind notInside,
        Func<List<Node>, int, int, int, int> visit,
        Predicate<List<Node>>? skips = null,
        int depth = 0
    )
    {
        SyntaxLimits.Check(depth);
        foreach (var node in level.Children)
        {
            if (node.IsGroup && node.Group != notInside)
            {
                Walk(node, notInside, visit, skips, depth + 1);
            }
        }
        if (skips?.Invoke(level.Children) == true)
        {
            return;
        }
        var (start, end) = Neighbours.Inside(level);
        var tail = level.Children.Count - end;
        for (var i = start; i < level.Children.Count - tail; i++)
        {
            i = visit(level.Children, i, start, level.Children.Count - tail);
        }
    }

    private static bool Has(List<Node> nodes, string word) => nodes.Exists(node => node.HasText(word));

    private static bool IsCallable(Node node) =>
        node.IsToken(TokenKind.Name) || node.IsToken(TokenKind.Builtin) || node.IsToken(TokenKind.Placeholder);

    private static bool IsNumber(Node node) =>
        node.IsToken(TokenKind.Integer) || node.IsToken(TokenKind.Float) || node.IsToken(TokenKind.Hexadecimal);

    private static bool IsComment(Node node) => !node.IsGroup && new Token(node.Kind, 0, 0).IsComment;

    private static bool IsCommentOrLineBreak(Node node) => IsComment(node) || node.IsToken(TokenKind.NewLine);
}
