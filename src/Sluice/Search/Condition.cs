namespace Sluice.Search;

/// <summary>One condition of a filter, with everything about it checked.</summary>
/// <param name="Field">The field.</param>
/// <param name="Key">The key as the client wrote it, without quotes; of an attribute, its name.</param>
/// <param name="Comparator">How it is compared.</param>
/// <param name="Operand">With what, or null when it is asked whether there is a value.</param>
internal sealed record Condition(Field Field, string Key, Comparator Comparator, Operand? Operand);
