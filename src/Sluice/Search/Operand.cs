using System.Numerics;

namespace Sluice.Search;

/// <summary>What a field is compared with.</summary>
internal abstract record Operand;

/// <summary>A text.</summary>
/// <param name="Value">What stood between the quotes.</param>
internal sealed record TextOperand(string Value) : Operand;

/// <summary>A list of texts.</summary>
/// <param name="Values">At least one.</param>
internal sealed record TextsOperand(IReadOnlyList<string> Values) : Operand;

/// <summary>A number without point and exponent.</summary>
/// <param name="Value">The number; it may be beyond 64 bits.</param>
internal sealed record IntegerOperand(BigInteger Value) : Operand;

/// <summary>A list of integers.</summary>
/// <param name="Values">At least one.</param>
internal sealed record IntegersOperand(IReadOnlyList<long> Values) : Operand;

/// <summary>A number with a point or an exponent.</summary>
/// <param name="Value">The number; it may be infinite.</param>
internal sealed record FloatOperand(double Value) : Operand;
