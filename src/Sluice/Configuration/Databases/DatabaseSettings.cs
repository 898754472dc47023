namespace Sluice.Configuration;

/// <summary>One database and how it is used.</summary>
/// <param name="Uri">Where it is.</param>
/// <param name="Pool">How many connections it gets.</param>
internal sealed record DatabaseSettings(DatabaseUri Uri, PoolSettings Pool)
{
    /// <summary>Whether a database of an older release is brought up to date at start.</summary>
    public bool UpgradeAtStart { get; init; }
}
