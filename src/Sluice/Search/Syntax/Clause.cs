namespace Sluice.Search.Syntax;

/// <summary>What stands on the top level of a filter: a comparison, or anything else.</summary>
/// <param name="Text">The text of one that is no comparison; shown when it is refused.</param>
/// <param name="Parts">The parts of a comparison without white space, or null. Without a value where the operator is IS [NOT] NULL.</param>
/// <param name="Operator">The operator of a comparison that has a field and an operator, in the letters of the contract.</param>
internal sealed record Clause(string Text, IReadOnlyList<Node>? Parts, string Operator)
{
    /// <summary>Whether it is the word between comparisons.</summary>
    public bool IsAnd { get; private init; }

    /// <summary>Whether it is a comparison.</summary>
    public bool IsComparison => Parts != null;

    /// <summary>Whether it asks whether there is a value.</summary>
    public bool IsNullTest => Operator is "IS NULL" or "IS NOT NULL";

    /// <summary>Makes one of a node as it stands.</summary>
    public static Clause Of(Node node)
    {
        if (node.Group != GroupKind.Comparison)
        {
            return new Clause(node.Text, null, "") { IsAnd = node.IsKeyword("AND") };
        }
        Node[] parts = [.. node.Children.Where(static part => !part.IsWhiteSpace)];
        return new Clause("", parts, parts.Length > 1 ? parts[1].Text : "");
    }
}
