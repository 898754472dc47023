namespace Sluice.Access.Grants;

/// <summary>Which resources of one kind a list may show.</summary>
/// <param name="Everything">True: all but <see cref="Ids"/>. False: these alone.</param>
/// <param name="Ids">Ids or names.</param>
internal sealed record VisibleSet(bool Everything, IReadOnlyCollection<string> Ids)
{
    /// <summary>No restriction.</summary>
    public static VisibleSet All { get; } = new(true, []);

    /// <summary>Nothing.</summary>
    public static VisibleSet None { get; } = new(false, []);

    /// <summary>All but some.</summary>
    public static VisibleSet AllBut(IEnumerable<string> ids) => new(true, [.. ids.Distinct(StringComparer.Ordinal)]);

    /// <summary>Some alone.</summary>
    public static VisibleSet Only(IEnumerable<string> ids) => new(false, [.. ids.Distinct(StringComparer.Ordinal)]);

    /// <summary>Whether one resource is in the set.</summary>
    public bool Holds(string id) => Everything != Ids.Contains(id);
}
