namespace Sluice.Protocol;

/// <summary>Where a nested message stands in the request, e.g. <c>metrics[0].</c>; made into text only when a message needs it.</summary>
/// <param name="List">The list's name.</param>
/// <param name="Index">The position in it.</param>
internal readonly record struct FieldPath(string? List, int Index)
{
    /// <summary>The request itself.</summary>
    public static FieldPath Root => default;

    /// <summary>The text in front of a field's name.</summary>
    public override string ToString() => List is null ? "" : $"{List}[{Index}].";
}
