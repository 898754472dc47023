namespace Sluice.Search;

/// <summary>
/// Filters that were read lately: those of a page that is looked at again and again, or of a search that goes on from page to page. A
/// filter takes the place of another whose hash falls together with its own. Safe for many callers at once.
/// </summary>
internal sealed class KeptFilters
{
    /// <summary>How many are kept at most; a power of two.</summary>
    internal const int Places = 256;

    /// <summary>The longest filter (UTF-16 units) that is kept.</summary>
    internal const int Longest = 1024;

    private readonly Kept?[] places = new Kept?[Places];

    /// <summary>How many are kept.</summary>
    internal int Count => places.Count(static place => place is not null);

    /// <summary>The conditions of a filter.</summary>
    /// <param name="filter">The text.</param>
    /// <param name="read">Reads them; what it throws is thrown, and nothing is kept.</param>
    public IReadOnlyList<UncheckedCondition> Get(string filter, Func<string, IReadOnlyList<UncheckedCondition>> read)
    {
        if (filter.Length > Longest)
        {
            return read(filter);
        }
        ref var place = ref places[string.GetHashCode(filter) & (Places - 1)];
        var kept = place;
        if (kept is null || kept.Filter != filter)
        {
            place = kept = new Kept(filter, read(filter));
        }
        return kept.Conditions;
    }

    private sealed record Kept(string Filter, IReadOnlyList<UncheckedCondition> Conditions);
}
