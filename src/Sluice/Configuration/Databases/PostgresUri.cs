namespace Sluice.Configuration.Databases;

/// <summary>A PostgreSQL database; what the URI left out is filled from the PG variables as libpq does.</summary>
internal sealed record PostgresUri : DatabaseUri
{
    /// <summary>The user; null when nobody names one, which means the user of the operating system.</summary>
    public string? User { get; init; }

    /// <summary>The password; null when nobody gives one.</summary>
    public Secret? Password { get; init; }

    /// <summary>Servers in the order in which they are tried; at least one.</summary>
    public required IReadOnlyList<PostgresHost> Hosts { get; init; }

    /// <summary>The database; null when nobody names one, which means the one named like the user.</summary>
    public string? Database { get; init; }

    /// <summary>Further parameters under libpq's keywords: <c>sslmode</c>, <c>options</c>, <c>connect_timeout</c> (seconds) and others.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Password of the client certificate's key.</summary>
    public Secret? KeyPassword { get; init; }

    /// <inheritdoc/>
    public override string Display
    {
        get
        {
            var login = User is null ? "" : Uri.EscapeDataString(User) + (Password is null ? "@" : $":{Secret.Mask}@");
            var hosts = Hosts.Select(host => $"{(host.Name.Contains(':') ? $"[{host.Name}]" : host.Name)}:{host.Port}");
            return $"postgresql://{login}{string.Join(',', hosts)}/{Database}";
        }
    }
}

/// <summary>One server of a PostgreSQL URI.</summary>
/// <param name="Name">Name, address (IPv6 without brackets) or, when it begins with a slash, the folder of a Unix socket.</param>
/// <param name="Port">TCP port.</param>
internal sealed record PostgresHost(string Name, int Port);
