namespace Sluice.Search.Syntax;

/// <summary>
/// Joins <c>IN</c>, <c>NOT IN</c> and <c>IS [NOT] NULL</c> on the top level of a statement. Source: contract, search-grammar.md section 1.4.
/// </summary>
internal static class Clauses
{
    /// <summary>The clauses of a statement, in the order of its text.</summary>
    public static List<Clause> Of(Node statement)
    {
        Node[] nodes = [.. statement.Children.Where(static node => !node.IsWhiteSpace)];
        var clauses = new List<Clause>(nodes.Length);
        for (var at = 0; at < nodes.Length; )
        {
            var taken = nodes.Length - at < 3 ? nodes.Length - at : 1;
            if (taken == 1 && nodes.Length - at >= 3 && nodes[at].Group == GroupKind.Identifier)
            {
                if (Join(nodes.AsSpan(at)) is var (clause, count))
                {
                    clauses.Add(clause);
                    at += count;
                    continue;
                }
                taken = Math.Min(4, nodes.Length - at);
            }
            clauses.AddRange(nodes.Skip(at).Take(taken).Select(Clause.Of));
            at += taken;
        }
        return clauses;
    }

    private static (Clause Clause, int Count)? Join(ReadOnlySpan<Node> nodes)
    {
        var field = nodes[0];
        if (nodes[1].IsKeyword("IN") && nodes[2].Group == GroupKind.Parenthesis)
        {
            return (new Clause("", [field, nodes[1], nodes[2]], nodes[1].Text), 3);
        }
        if (nodes[1].IsKeyword("IS") && (nodes[2].IsKeyword("NULL") || nodes[2].IsKeyword("NOT NULL")))
        {
            return (new Clause("", [field, nodes[2]], nodes[2].IsKeyword("NULL") ? "IS NULL" : "IS NOT NULL"), 3);
        }
        return nodes.Length > 3 && nodes[1].IsKeyword("NOT") && nodes[2].IsKeyword("IN") && nodes[3].Group == GroupKind.Parenthesis
            ? (new Clause("", [field, nodes[2], nodes[3]], "NOT IN"), 4)
            : null;
    }
}
