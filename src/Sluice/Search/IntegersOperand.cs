using System.Numerics;

namespace Sluice.Search;

/// <summary>A list of integers.</summary>
/// <param name="Values">At least one; they may be beyond 64 bits.</param>
internal sealed record IntegersOperand(IReadOnlyList<BigInteger> Values) : Operand;
