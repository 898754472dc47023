namespace Sluice.Storage;

/// <summary>A named value of a statement: text, 64-bit integer, double, boolean, null, or an array of one of the first three.</summary>
/// <param name="Name">The name that stands as <c>@name</c> in the statement.</param>
/// <param name="Value">The value.</param>
internal readonly record struct Parameter(string Name, object? Value)
{
    public static implicit operator Parameter((string Name, object? Value) pair) => new(pair.Name, pair.Value);
}
