using System.Net;

namespace Sluice.Configuration;

/// <summary>Reads where the server listens, its limits and its proxies.</summary>
/// <param name="server">Flags of <c>server</c>.</param>
/// <param name="options">Options of the HTTP server.</param>
/// <param name="surroundings">Gives variables and paths.</param>
/// <param name="findings">Gets the problems.</param>
internal sealed class ListenReader(FlagValues server, ProcessOptions options, Surroundings surroundings, Findings findings)
{
    private const int MaxPort = 65535;
    private const int MinHeadBytes = 65536;
    private static readonly string[] HeadLimits = ["h11-max-incomplete-event-size", "limit-request-line", "limit-request-field_size"];
    private static readonly string[] NeedingCertificate = ["ssl-keyfile", "ssl-keyfile-password", "ssl-ca-certs"];
    private readonly FlagValues values = options.Values;

    /// <summary>Reads where the server listens.</summary>
    public ListenSettings Listen()
    {
        var port = server.Integer("port") ?? 5000;
        if (port is < 0 or > MaxPort)
        {
            findings.Failure($"Invalid value for '--port' / '-p': port must be 0-{MaxPort}, but is {port}.", server.Find("port")!.Origin);
        }
        var host = server.Text("host") ?? "127.0.0.1";
        return new ListenSettings
        {
            Host = host.Length == 0 ? "0.0.0.0" : host,
            Port = port,
            UnixSocket = values.Text("uds") is { Length: > 0 } path ? surroundings.Absolute(path) : null,
            Backlog = values.Integer("backlog") ?? 2048,
            Tls = Tls(),
            StaticPrefix = StaticPrefix(),
            RootPath = values.Text("root-path") ?? "",
        };
    }

    /// <summary>Reads times and sizes.</summary>
    public LimitSettings Limits() =>
        new()
        {
            KeepAlive = Seconds("timeout-keep-alive") ?? TimeSpan.FromSeconds(5),
            GracefulShutdown = Seconds("timeout-graceful-shutdown"),
            RequestTimeout = Seconds("timeout") is { Ticks: > 0 } timeout ? timeout : null,
            Concurrency = values.Integer("limit-concurrency"),
            RequestHeadBytes = HeadLimits.Select(key => values.Integer(key) ?? 0).Append(MinHeadBytes).Max(),
            HeaderCount = values.Integer("limit-request-fields") is > 0 and var count ? count : null,
        };

    /// <summary>Reads which proxies are trusted.</summary>
    public ProxySettings Proxies()
    {
        var given = values.Find("forwarded-allow-ips") ?? new VariableReader(surroundings, findings).Text("FORWARDED_ALLOW_IPS");
        var items = (given?.Text ?? "127.0.0.1,::1").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
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
                findings.Usage(
                    $"Invalid value for '--forwarded-allow-ips': {PythonText.Repr(item)} is no address, no network such as 10.0.0.0/8 and not '*'.",
                    given?.Origin
                );
            }
        }
        return new ProxySettings
        {
            UseHeaders = values.Switch("proxy-headers") ?? true,
            TrustAll = items.Contains("*"),
            Trusted = networks,
        };
    }

    private TimeSpan? Seconds(string key) => values.Integer(key) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    private string StaticPrefix()
    {
        if (server.Find("static-prefix") is not { } given)
        {
            return "";
        }
        var problem =
            !given.Text.StartsWith('/') ? "--static-prefix must begin with a '/'."
            : given.Text.EndsWith('/') ? "--static-prefix should not end with a '/'."
            : given.Text.AsSpan().ContainsAny('{', '}') ? "--static-prefix must not contain '{' or '}'."
            : null;
        if (problem is not null)
        {
            findings.Usage(problem, given.Origin);
        }
        return given.Text;
    }

    private TlsSettings? Tls()
    {
        var certificate = values.Text("ssl-certfile");
        var key = values.Text("ssl-keyfile");
        if (certificate is null)
        {
            foreach (var alone in NeedingCertificate.Select(values.Find).OfType<Given>())
            {
                findings.Usage($"'--{alone.Key}' needs '--ssl-certfile', which names the certificate.", alone.Origin);
            }
            return null;
        }
        return new TlsSettings(surroundings.Absolute(certificate), surroundings.Absolute(key ?? certificate))
        {
            KeyPassword = values.Text("ssl-keyfile-password") is { } password ? new Secret(password) : null,
            AuthoritiesFile = values.Text("ssl-ca-certs") is { } authorities ? surroundings.Absolute(authorities) : null,
            ClientCertificates = (ClientCertificates)(values.Integer("ssl-cert-reqs") ?? 0),
        };
    }
}
