using Sluice.Protocol.Messages;

namespace Sluice.Protocol.Routes;

/// <summary>
/// Paths with variable parts. A segment is a literal, <c>{name}</c> (one segment, perhaps with a literal around it, as in
/// <c>{name}:cancel</c>), or <c>{name:path}</c> (one or more segments). A literal comes before a variable part, one segment before
/// several, and of several as few as the rest of the path allows; so a path has one meaning, whatever the order in which routes were added.
/// </summary>
/// <typeparam name="TValue">What stands at the end of a path.</typeparam>
internal sealed class RouteTree<TValue>
    where TValue : class
{
    /// <summary>Most segments that a part of several holds where more of the path follows it; the last part of a path has no such limit.</summary>
    internal const int MostSegmentsInside = 32;

    private readonly Node root = new();

    /// <summary>The value of a path's pattern, made where there is none.</summary>
    /// <exception cref="InvalidOperationException">The pattern isn't one, or another matches the same paths under other names.</exception>
    public TValue GetOrAdd(string pattern, Func<TValue> make)
    {
        var node = root;
        foreach (var segment in pattern.Split('/').Skip(1))
        {
            node = Child(node, segment, pattern);
        }
        return node.Value ??= make();
    }

    /// <summary>Finds the value of the pattern that a path matches, or null.</summary>
    /// <param name="path">The decoded path; it begins with a slash.</param>
    /// <param name="parts">What the variable parts hold.</param>
    public TValue? Find(string path, out PathParts parts)
    {
        var taken = new List<(string Name, Range Range)>();
        var found = path.StartsWith('/') ? Find(root, path, 1, taken) : null;
        parts = found is null ? PathParts.None : new PathParts([.. taken.Select(part => (part.Name, path[part.Range]))]);
        return found;
    }

    private static TValue? Find(Node node, string path, int start, List<(string Name, Range Range)> taken)
    {
        var end = EndOfSegment(path, start);
        var segment = path.AsSpan(start, end - start);
        if (node.Literals.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(segment, out var literal) && Rest(literal, end) is { } exact)
        {
            return exact;
        }
        foreach (var variable in node.Singles)
        {
            if (variable.Fits(segment) && Take(variable, start + variable.Before.Length, end - variable.After.Length, end) is { } found)
            {
                return found;
            }
        }
        if (node.Several is not { } several || start == path.Length)
        {
            return null;
        }
        if (several.Next.IsLast)
        {
            return Take(several, start, path.Length, path.Length);
        }
        for (var count = 1; count <= MostSegmentsInside; count++)
        {
            if (Take(several, start, end, end) is { } found)
            {
                return found;
            }
            if (end == path.Length)
            {
                break;
            }
            end = EndOfSegment(path, end + 1);
        }
        return null;

        // What follows a segment that ends at a place: the value of the pattern, or the rest of the path.
        TValue? Rest(Node next, int at) => at == path.Length ? next.Value : Find(next, path, at + 1, taken);

        TValue? Take(VariablePart variable, int from, int to, int at)
        {
            if (to <= from)
            {
                return null;
            }
            taken.Add((variable.Name, from..to));
            if (Rest(variable.Next, at) is { } found)
            {
                return found;
            }
            taken.RemoveAt(taken.Count - 1);
            return null;
        }
    }

    private static int EndOfSegment(string path, int start) => path.IndexOf('/', start) is var slash and >= 0 ? slash : path.Length;

    /// <summary>The names of a pattern's variable parts.</summary>
    public static IEnumerable<string> PartsOf(string pattern) =>
        pattern.Split('{').Skip(1).Select(static rest => rest[..rest.IndexOf('}', StringComparison.Ordinal)].Split(':')[0]);

    private static Node Child(Node node, string segment, string pattern)
    {
        var open = segment.IndexOf('{', StringComparison.Ordinal);
        var close = segment.IndexOf('}', StringComparison.Ordinal);
        if (open < 0 && close < 0)
        {
            if (!node.Literals.TryGetValue(segment, out var literal))
            {
                node.Literals.Add(segment, literal = new Node());
            }
            return literal;
        }
        if (open < 0 || close < open || segment.LastIndexOf('{') > open)
        {
            throw new InvalidOperationException($"{pattern}: a segment holds at most one part of the form {{name}} or {{name:path}}");
        }
        var name = segment[(open + 1)..close];
        var isSeveral = name.EndsWith(":path", StringComparison.Ordinal);
        if (isSeveral && segment.Length > name.Length + 2)
        {
            throw new InvalidOperationException($"{pattern}: {{name:path}} is a segment of its own");
        }
        var made = new VariablePart(isSeveral ? name[..^":path".Length] : name, segment[..open], segment[(close + 1)..]);
        var present = isSeveral ? node.Several : node.Singles.Find(one => one.Before == made.Before && one.After == made.After);
        if (present is null)
        {
            if (isSeveral)
            {
                node.Several = made;
            }
            else
            {
                node.Singles.Add(made);
                // What says more of the segment comes first.
                node.Singles.Sort(static (one, other) => other.Fixed.CompareTo(one.Fixed));
            }
            return made.Next;
        }
        return present.Name == made.Name
            ? present.Next
            : throw new InvalidOperationException($"{pattern}: another route calls the part {{{made.Name}}} {{{present.Name}}}");
    }

    private sealed class Node
    {
        public Dictionary<string, Node> Literals { get; } = new(StringComparer.Ordinal);

        public List<VariablePart> Singles { get; } = [];

        public VariablePart? Several { get; set; }

        public TValue? Value { get; set; }

        public bool IsLast => Literals.Count == 0 && Singles.Count == 0 && Several is null;
    }

    private sealed record VariablePart(string Name, string Before, string After)
    {
        public Node Next { get; } = new();

        public int Fixed => Before.Length + After.Length;

        public bool Fits(ReadOnlySpan<char> segment) =>
            segment.Length > Fixed
            && segment.StartsWith(Before, StringComparison.Ordinal)
            && segment.EndsWith(After, StringComparison.Ordinal);
    }
}
