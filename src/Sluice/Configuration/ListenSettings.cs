using System.Text;
using Sluice.Configuration.Arguments;
using Sluice.Configuration.Reports;
using Sluice.Configuration.Sources;

namespace Sluice.Configuration;

/// <summary>Where the server listens, and under which paths.</summary>
internal sealed record ListenSettings
{
    /// <summary>Address or name; <c>0.0.0.0</c> and <c>::</c> mean every interface.</summary>
    public required string Host { get; init; }

    /// <summary>TCP port; 0 takes a free one.</summary>
    public required int Port { get; init; }

    /// <summary>Path of a Unix socket, absolute; then <see cref="Host"/> and <see cref="Port"/> are not used.</summary>
    public required string? UnixSocket { get; init; }

    /// <summary>Connections that wait to be accepted.</summary>
    public required int Backlog { get; init; }

    /// <summary>Certificates, or null for plain HTTP.</summary>
    public required TlsSettings? Tls { get; init; }

    /// <summary>Path in front of every route, without a slash at its end; empty for none.</summary>
    public required string StaticPrefix { get; init; }

    /// <summary>Prefix that a proxy took off already (docs/settings.md, "--uvicorn-opts"); empty for none.</summary>
    public required string RootPath { get; init; }
}

/// <summary>The files of HTTPS. All paths are absolute and existed when they were read.</summary>
/// <param name="CertificateFile">PEM file with the certificate and its chain.</param>
/// <param name="KeyFile">PEM file with the key; the certificate's file when it is in there.</param>
internal sealed record TlsSettings(string CertificateFile, string KeyFile)
{
    /// <summary>Password of an encrypted key.</summary>
    public Secret? KeyPassword { get; init; }

    /// <summary>PEM file with the authorities of client certificates.</summary>
    public string? AuthoritiesFile { get; init; }

    /// <summary>Whether clients bring certificates.</summary>
    public ClientCertificates ClientCertificates { get; init; }
}

/// <summary>Whether clients bring certificates; the values are those of <c>--ssl-cert-reqs</c>.</summary>
internal enum ClientCertificates
{
    /// <summary>They aren't asked for any.</summary>
    None = 0,

    /// <summary>They may bring one.</summary>
    Optional = 1,

    /// <summary>They must bring one.</summary>
    Required = 2,
}

/// <summary>Reads where the server listens.</summary>
/// <param name="inputs">What the settings are read from.</param>
internal sealed class ListenReader(Inputs inputs)
{
    private const int MaxPort = 65535;

    /// <summary>Source: Linux, unix(7), sun_path with its end.</summary>
    private const int MaxSocketPath = 107;

    private static readonly string[] NeedingCertificate = ["ssl-keyfile", "ssl-keyfile-password", "ssl-ca-certs"];
    private readonly FlagValues server = inputs.Flags;
    private readonly Surroundings surroundings = inputs.Surroundings;
    private readonly Findings findings = inputs.Findings;
    private readonly FlagValues values = inputs.Options.Values;

    /// <summary>Reads the settings.</summary>
    public ListenSettings Read()
    {
        var port = server.Integer("port");
        if (port is < 0 or > MaxPort)
        {
            findings.Failure($"Invalid value for '--port' / '-p': port must be 0-{MaxPort}, but is {port}.", server.Find("port")!.Origin);
        }
        var host = server.Text("host");
        return new ListenSettings
        {
            Host = host.Length == 0 ? "0.0.0.0" : host,
            Port = port,
            UnixSocket = UnixSocket(),
            Backlog = values.Integer("backlog"),
            Tls = Tls(),
            StaticPrefix = StaticPrefix(),
            RootPath = values.Text("root-path"),
        };
    }

    private string? UnixSocket()
    {
        if (values.Find("uds") is not { Text.Length: > 0 } given)
        {
            return null;
        }
        var path = surroundings.Absolute(given.Text);
        if (Encoding.UTF8.GetByteCount(path) > MaxSocketPath)
        {
            findings.Failure(
                $"The path of the Unix socket, {path}, is longer than {MaxSocketPath} bytes, which is all that a system takes. Write a shorter one.",
                given.Origin
            );
        }
        return path;
    }

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
        var certificate = values.TextOrNull("ssl-certfile");
        var key = values.TextOrNull("ssl-keyfile");
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
            KeyPassword = values.TextOrNull("ssl-keyfile-password") is { } password ? new Secret(password) : null,
            AuthoritiesFile = values.TextOrNull("ssl-ca-certs") is { } authorities ? surroundings.Absolute(authorities) : null,
            ClientCertificates = (ClientCertificates)values.Integer("ssl-cert-reqs"),
        };
    }
}
