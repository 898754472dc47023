using Sluice.Storage;

namespace Sluice.Search;

/// <summary>One thing that results are ordered by.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Key">The key, or the name of the attribute.</param>
/// <param name="Field">The attribute, when it is one.</param>
/// <param name="Descending">Whether the greatest comes first.</param>
internal sealed record OrderKey(FieldKind Kind, string Key, OrderField? Field, bool Descending);

/// <summary>An attribute that results can be ordered by.</summary>
/// <param name="Name">Its name; one that has several has the same here.</param>
/// <param name="Column">Writes its column.</param>
internal sealed record OrderField(string Name, Action<SqlBuilder> Column);
