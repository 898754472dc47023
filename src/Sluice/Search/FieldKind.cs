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

/// <summary>The names of the kinds of fields.</summary>
internal static class FieldKinds
{
    /// <summary>The name that messages show.</summary>
    public static string Name(this FieldKind kind) =>
        kind switch
        {
            FieldKind.Metric => "metric",
            FieldKind.Param => "parameter",
            FieldKind.Tag => "tag",
            FieldKind.Dataset => "dataset",
            FieldKind.Attribute => "attribute",
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
}
