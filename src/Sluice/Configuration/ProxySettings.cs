using System.Net;
using Sluice.Python;

namespace Sluice.Configuration;

/// <summary>What is believed of the proxies in front (docs/settings.md, "--uvicorn-opts").</summary>
internal sealed record ProxySettings
{
    /// <summary>Whether X-Forwarded-For and X-Forwarded-Proto of trusted peers are used.</summary>
    public required bool UseHeaders { get; init; }

    /// <summary>Whether every peer is trusted.</summary>
    public required bool TrustAll { get; init; }

    /// <summary>The trusted peers; a single address is a network of one.</summary>
    public required IReadOnlyList<IPNetwork> Trusted { get; init; }
}

/// <summary>Reads which proxies are trusted.</summary>
internal static class ProxyReader
{
    /// <summary>Reads the settings.</summary>
    public static ProxySettings Read(Inputs inputs)
    {
        var values = inputs.Options.Values;
        var given = values.Find("forwarded-allow-ips") ?? inputs.Variables.Text("FORWARDED_ALLOW_IPS");
        var items = (given?.Text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var networks = new List<IPNetwork>();
        foreach (var item in items.Where(item => item != "*"))
        {
            if (IPAddress.TryParse(item, out var address))
            {
                networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            }
            else if (IPNetwork.TryParse(item, out var network))
            {
                networks.Add(network);
            }
            else
            {
                inputs.Findings.Usage(
                    $"Invalid value for '--forwarded-allow-ips': {PythonText.Of(item)} is no address, no network such as 10.0.0.0/8 and not '*'.",
                    given?.Origin
                );
            }
        }
        return new ProxySettings
        {
            UseHeaders = values.Switch("proxy-headers"),
            TrustAll = items.Contains("*"),
            Trusted = networks,
        };
    }
}
