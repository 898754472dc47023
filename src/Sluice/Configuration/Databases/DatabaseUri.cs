namespace Sluice.Configuration.Databases;

/// <summary>Where a database is: a <see cref="SqliteUri"/> or a <see cref="PostgresUri"/>.</summary>
internal abstract record DatabaseUri
{
    /// <summary>The URI without its password, fit to be shown.</summary>
    public abstract string Display { get; }
}

/// <summary>A SQLite database.</summary>
/// <param name="File">The absolute path of its file; null for one in memory that the whole process shares.</param>
internal sealed record SqliteUri(string? File) : DatabaseUri
{
    /// <summary>Whether it is gone when the process ends.</summary>
    public bool InMemory => File is null;

    /// <summary>Whether the URI gave a path that starts from the working folder.</summary>
    public bool Relative { get; init; }

    /// <inheritdoc/>
    public override string Display => File is null ? "sqlite:///:memory:" : $"sqlite:///{File}";
}
