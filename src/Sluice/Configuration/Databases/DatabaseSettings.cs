namespace Sluice.Configuration.Databases;

/// <summary>One database and how it is used.</summary>
/// <param name="Uri">Where it is.</param>
/// <param name="Pool">How many connections it gets.</param>
internal sealed record DatabaseSettings(DatabaseUri Uri, PoolSettings Pool)
{
    /// <summary>Whether a database of an older release is brought up to date at start.</summary>
    public bool UpgradeAtStart { get; init; }
}

/// <summary>Connections to one database (docs/settings.md, "Variables").</summary>
internal sealed record PoolSettings
{
    /// <summary>Connections that are kept.</summary>
    public required int Size { get; init; }

    /// <summary>Connections beyond those that are kept.</summary>
    public required int Overflow { get; init; }

    /// <summary>Age at which a connection is replaced; null for never.</summary>
    public required TimeSpan? Recycle { get; init; }
}
