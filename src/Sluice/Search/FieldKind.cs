namespace Sluice.Search;

/// <summary>What a field of a filter is about.</summary>
internal enum FieldKind
{
    Attribute,
    Metric,
    Param,
    Tag,
    Dataset,
}
