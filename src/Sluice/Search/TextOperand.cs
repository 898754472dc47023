namespace Sluice.Search;

/// <summary>A text.</summary>
/// <param name="Value">The text without its quotes.</param>
internal sealed record TextOperand(string Value) : Operand;
