using System.Numerics;

namespace Sluice.Search;

/// <summary>A number without point and exponent.</summary>
/// <param name="Value">The number; it may be beyond 64 bits.</param>
internal sealed record IntegerOperand(BigInteger Value) : Operand;
