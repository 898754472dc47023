namespace Sluice.Storage;

/// <summary>The databases that are served, and every place where their SQL differs, by name.</summary>
internal enum Dialect
{
    /// <summary>SQLite 3.</summary>
    Sqlite,

    /// <summary>PostgreSQL 12 or later.</summary>
    Postgres,
}
