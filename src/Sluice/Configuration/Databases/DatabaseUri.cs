namespace Sluice.Configuration;

/// <summary>Where a database is: a <see cref="SqliteUri"/> or a <see cref="PostgresUri"/>.</summary>
internal abstract record DatabaseUri
{
    /// <summary>The URI without its password, fit to be shown.</summary>
    public abstract string Display { get; }
}
