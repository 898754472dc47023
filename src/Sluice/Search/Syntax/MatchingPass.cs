namespace Sluice.Search.Syntax;

/// <summary>Joins what stands between an opening and a closing node. Source: contract, search-grammar.md section 1.3, pass 2.</summary>
internal static class MatchingPass
{
    /// <summary>Makes groups on a level and inside its groups.</summary>
    /// <exception cref="SyntaxLimitException">The level lies too deep or is too wide.</exception>
    public static void Run(GroupKind kind, Func<Node, bool> opens, Func<Node, bool> closes, Node level, int depth = 0)
    {
        SyntaxLimits.Check(depth, level.Children.Count);
        var result = new List<Node>();
        var opened = new Stack<int>();
        foreach (var node in level.Children)
        {
            if (node.IsGroup && node.Group != kind)
            {
                Run(kind, opens, closes, node, depth + 1);
            }
            else if (opens(node))
            {
                opened.Push(result.Count);
            }
            else if (closes(node) && opened.TryPop(out var from))
            {
                result.Add(node);
                Neighbours.Join(result, kind, from, result.Count - 1);
                continue;
            }
            result.Add(node);
        }
        level.Children.Clear();
        level.Children.AddRange(result);
    }
}
