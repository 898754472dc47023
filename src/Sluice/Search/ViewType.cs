using Sluice.Storage;

namespace Sluice.Search;

/// <summary>Which of the active and the deleted are looked at. Source: docs/search.md, "Pages and views".</summary>
internal enum ViewType
{
    ActiveOnly = 1,
    DeletedOnly = 2,
    All = 3,
}

/// <summary>The lifecycle stages that a view covers.</summary>
internal static class ViewTypes
{
    /// <summary>The stages as they are stored.</summary>
    public static IReadOnlyList<string> Stages(this ViewType view) =>
        view switch
        {
            ViewType.ActiveOnly => ["active"],
            ViewType.DeletedOnly => ["deleted"],
            ViewType.All => ["active", "deleted"],
            _ => throw new ArgumentOutOfRangeException(nameof(view)),
        };

    /// <summary>Adds, behind the column of the stage, the comparison that keeps the view's.</summary>
    public static SqlBuilder Covered(this SqlBuilder sql, ViewType view) =>
        view switch
        {
            ViewType.ActiveOnly => sql.Add(" = 'active'"),
            ViewType.DeletedOnly => sql.Add(" = 'deleted'"),
            ViewType.All => sql.Add(" IN ('active', 'deleted')"),
            _ => throw new ArgumentOutOfRangeException(nameof(view)),
        };
}
