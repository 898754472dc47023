namespace Sluice.Http.Tests.Servers;

/// <summary>The two databases that every HTTP test runs on.</summary>
public enum DatabaseKind
{
    /// <summary>Files in the server's folder.</summary>
    Sqlite,

    /// <summary>Two fresh databases of <see cref="PostgresServer"/>.</summary>
    Postgres,
}
