namespace Sluice.Search.Syntax;

/// <summary>
/// Joins nodes around middle nodes. The walk is over the nodes as they were when it began on a level; behind a new group it goes on with
/// the right neighbour itself, which stands for the group as the previous node. Source: contract, search-grammar.md section 1.3.
/// </summary>
internal static class InfixPass
{
    /// <summary>Applies a rule to a group and to the groups inside.</summary>
    /// <exception cref="SyntaxLimitException">The group lies too deep or is too wide.</exception>
    public static void Run(InfixRule rule, Node level, int depth = 0)
    {
        SyntaxLimits.Check(depth, level.Children.Count);
        var nodes = level.Children;
        var (start, end) = Neighbours.Inside(level);
        var tail = nodes.Count - end;
        var walk = nodes.ToArray();
        var removed = 0;
        (int Index, Node Node)? previous = null;
        for (var i = start; i < end; i++)
        {
            var at = i - removed;
            var node = walk[i];
            if (at < start || node.IsWhiteSpace)
            {
                continue;
            }
            if (rule.Descends && node.IsGroup && node.Group != rule.Group)
            {
                Run(rule, node, depth + 1);
            }
            if (rule.Test(node) && previous is { } left && rule.Left(left.Node))
            {
                var next = Neighbours.Next(nodes, at, nodes.Count - tail);
                if (rule.Right(next is { } index ? nodes[index] : null))
                {
                    var from = rule.BeginsInMiddle ? at : left.Index;
                    var to = LastOf(rule, nodes, at, next, nodes.Count - tail);
                    previous = (from, Neighbours.Join(nodes, rule.Group, from, to, rule.Grows));
                    removed += to - from;
                    continue;
                }
            }
            previous = (at, node);
        }
    }

    private static int LastOf(InfixRule rule, List<Node> nodes, int at, int? next, int end)
    {
        if (next is not { } last || !rule.Includes(nodes[last]))
        {
            return at;
        }
        for (var i = last + 1; rule.ToSemicolon && i < end; i++)
        {
            if (nodes[i].IsToken(TokenKind.Punctuation, ";"))
            {
                return i;
            }
        }
        return last;
    }
}
