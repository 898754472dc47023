namespace Sluice.Search;

/// <summary>Which of the active and the deleted are looked at. Source: contract, search-grammar.md section 7.1.</summary>
internal enum ViewType
{
    ActiveOnly = 1,
    DeletedOnly = 2,
    All = 3,
}
