using Sluice.Storage;

namespace Sluice.Search;

/// <summary>An attribute that results can be ordered by.</summary>
/// <param name="Name">Its name; one that has several has the same here.</param>
/// <param name="Column">Writes its column.</param>
internal sealed record OrderField(string Name, Action<SqlBuilder> Column);
