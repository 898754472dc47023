namespace Sluice.Search.Syntax;

/// <summary>Finds and joins nodes of one level.</summary>
internal static class Neighbours
{
    /// <summary>The index of the next node that is no white space, or null.</summary>
    /// <param name="nodes">The level.</param>
    /// <param name="at">The index to look behind.</param>
    /// <param name="end">The index to stop before.</param>
    public static int? Next(List<Node> nodes, int at, int end)
    {
        for (var i = at + 1; i < end; i++)
        {
            if (!nodes[i].IsWhiteSpace)
            {
                return i;
            }
        }
        return null;
    }

    /// <summary>The index of the previous node that is no white space, or null.</summary>
    /// <param name="nodes">The level.</param>
    /// <param name="at">The index to look before.</param>
    /// <param name="start">The first index to look at.</param>
    public static int? Previous(List<Node> nodes, int at, int start)
    {
        for (var i = at - 1; i >= start; i--)
        {
            if (!nodes[i].IsWhiteSpace)
            {
                return i;
            }
        }
        return null;
    }

    /// <summary>The indexes between which the nodes of a group can be joined: not those that enclose it.</summary>
    public static (int Start, int End) Inside(Node group) =>
        group.IsEnclosed && group.Children.Count > 1 ? (1, group.Children.Count - 1) : (0, group.Children.Count);

    /// <summary>Joins nodes into a group, which takes their place.</summary>
    /// <param name="nodes">The level.</param>
    /// <param name="kind">The group.</param>
    /// <param name="from">The index of the first.</param>
    /// <param name="to">The index of the last.</param>
    /// <param name="grow">Whether the others are added to the first where that is a group of the kind.</param>
    public static Node Join(List<Node> nodes, GroupKind kind, int from, int to, bool grow = false)
    {
        var group = nodes[from];
        if (grow && group.Group == kind)
        {
            group.Append(nodes.GetRange(from + 1, to - from));
        }
        else
        {
            group = new Node(kind, nodes.GetRange(from, to - from + 1));
            nodes[from] = group;
        }
        nodes.RemoveRange(from + 1, to - from);
        return group;
    }
}
