using Sluice.Storage;

namespace Sluice.Search;

/// <summary>What a caller may see of a list, as ids that the database compares.</summary>
internal sealed record VisibleIds
{
    /// <summary>Everything.</summary>
    public static readonly VisibleIds All = new([], true);

    private VisibleIds(IReadOnlyCollection<long> ids, bool isAllBut)
    {
        Ids = ids;
        IsAllBut = isAllBut;
    }

    /// <summary>The ids that are named.</summary>
    public IReadOnlyCollection<long> Ids { get; }

    /// <summary>Whether everything but the named ids is seen; otherwise nothing but them.</summary>
    public bool IsAllBut { get; }

    /// <summary>Nothing but these.</summary>
    public static VisibleIds Only(IReadOnlyCollection<long> ids) => new(ids, false);

    /// <summary>Everything but these.</summary>
    public static VisibleIds AllBut(IReadOnlyCollection<long> ids) => new(ids, true);

    /// <summary>Writes <c> AND …</c>, or nothing when everything is seen.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="column">Writes the column of the id.</param>
    public void Write(SqlBuilder sql, Action<SqlBuilder> column)
    {
        if (IsAllBut && Ids.Count == 0)
        {
            return;
        }
        sql.Add(" AND ").Add(column);
        _ = IsAllBut ? sql.NotIn(Ids.ToArray()) : sql.In(Ids.ToArray());
    }
}
