using System.Net;

namespace Sluice.Configuration;

/// <summary>What is believed of the proxies in front (contract, drop-in.md 7.8).</summary>
internal sealed record ProxySettings
{
    /// <summary>Whether X-Forwarded-For and X-Forwarded-Proto of trusted peers are used.</summary>
    public bool UseHeaders { get; init; } = true;

    /// <summary>Whether every peer is trusted.</summary>
    public bool TrustAll { get; init; }

    /// <summary>The trusted peers; a single address is a network of one.</summary>
    public IReadOnlyList<IPNetwork> Trusted { get; init; } = [];
}
