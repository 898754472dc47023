namespace Sluice.Access.Grants;

/// <summary>Which resources of one kind a list may show.</summary>
/// <param name="Everything">True: all but <see cref="Ids"/>. False: these alone.</param>
/// <param name="Ids">Ids or names.</param>
internal sealed record VisibleSet(bool Everything, IReadOnlySet<string> Ids)
{
    /// <summary>No restriction.</summary>
    public static VisibleSet All { get; } = new(true, new HashSet<string>());

    /// <summary>Nothing.</summary>
    public static VisibleSet None { get; } = new(false, new HashSet<string>());

    /// <summary>All but some.</summary>
    public static VisibleSet AllBut(IEnumerable<string> ids) => new(true, ids.ToHashSet(StringComparer.Ordinal));

    /// <summary>Some alone.</summary>
    public static VisibleSet Only(IEnumerable<string> ids) => new(false, ids.ToHashSet(StringComparer.Ordinal));

    /// <summary>Whether one resource is in the set.</summary>
    public bool Holds(string id) => Everything != Ids.Contains(id);
}
