namespace Sluice.Search;

/// <summary>A number with a point or an exponent.</summary>
/// <param name="Value">The number; it may be infinite.</param>
internal sealed record FloatOperand(double Value) : Operand;
