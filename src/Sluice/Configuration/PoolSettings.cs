namespace Sluice.Configuration;

/// <summary>Connections to one database (contract, drop-in.md 2.3).</summary>
internal sealed record PoolSettings
{
    /// <summary>Connections that are kept.</summary>
    public int Size { get; init; } = 5;

    /// <summary>Connections beyond those that are kept.</summary>
    public int Overflow { get; init; } = 10;

    /// <summary>Age at which a connection is replaced; null for never.</summary>
    public TimeSpan? Recycle { get; init; }
}
