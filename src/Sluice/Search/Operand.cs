namespace Sluice.Search;

/// <summary>What a field is compared with.</summary>
internal abstract record Operand;
