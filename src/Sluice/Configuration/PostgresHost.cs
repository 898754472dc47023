namespace Sluice.Configuration;

/// <summary>One server of a PostgreSQL URI.</summary>
/// <param name="Name">Name, address (IPv6 without brackets) or, when it begins with a slash, the folder of a Unix socket.</param>
/// <param name="Port">TCP port.</param>
internal sealed record PostgresHost(string Name, int Port);
