namespace Sluice.Search.Syntax;

/// <summary>
/// How a node joins its two neighbours into a group. A node that is white space is no neighbour; a missing neighbour is null.
/// </summary>
/// <param name="Group">The group that is made.</param>
/// <param name="Test">Whether a node is the one in the middle.</param>
/// <param name="Left">Whether the node before can be in the group.</param>
/// <param name="Right">Whether the node behind can.</param>
internal sealed record InfixRule(GroupKind Group, Func<Node, bool> Test, Func<Node, bool> Left, Func<Node?, bool> Right)
{
    /// <summary>Whether what follows is added to a group of the same kind on the left, instead of making one around it.</summary>
    public bool Grows { get; init; }

    /// <summary>Whether the rule is applied inside groups too.</summary>
    public bool Descends { get; init; } = true;

    /// <summary>Whether the group begins with the middle node; the left one must be there all the same.</summary>
    public bool BeginsInMiddle { get; init; }

    /// <summary>Which right neighbours are taken in; the group ends with the middle node otherwise.</summary>
    public Func<Node?, bool> Includes { get; init; } = static right => right != null;

    /// <summary>Whether the group goes on to the next semicolon, where there is one.</summary>
    public bool ToSemicolon { get; init; }
}
