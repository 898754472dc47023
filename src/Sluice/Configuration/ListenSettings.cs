namespace Sluice.Configuration;

/// <summary>Where the server listens, and under which paths.</summary>
internal sealed record ListenSettings
{
    /// <summary>Address or name; <c>0.0.0.0</c> and <c>::</c> mean every interface.</summary>
    public required string Host { get; init; }

    /// <summary>TCP port; 0 takes a free one.</summary>
    public required int Port { get; init; }

    /// <summary>Path of a Unix socket, absolute; then <see cref="Host"/> and <see cref="Port"/> are not used.</summary>
    public string? UnixSocket { get; init; }

    /// <summary>Connections that wait to be accepted.</summary>
    public int Backlog { get; init; } = 2048;

    /// <summary>Certificates, or null for plain HTTP.</summary>
    public TlsSettings? Tls { get; init; }

    /// <summary>Path in front of every route, without a slash at its end; empty for none.</summary>
    public string StaticPrefix { get; init; } = "";

    /// <summary>Prefix that a proxy took off already (contract, drop-in.md 7.9); empty for none.</summary>
    public string RootPath { get; init; } = "";
}
