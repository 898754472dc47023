namespace Sluice.Search;

/// <summary>A list of texts.</summary>
/// <param name="Values">At least one.</param>
internal sealed record TextsOperand(IReadOnlyList<string> Values) : Operand;
