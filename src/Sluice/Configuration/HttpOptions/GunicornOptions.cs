using Sluice.Configuration.Arguments;
using static Sluice.Configuration.Arguments.FlagKind;

namespace Sluice.Configuration.HttpOptions;

/// <summary>
/// The words that <c>--gunicorn-opts</c> may hold (docs/settings.md, "--gunicorn-opts"). What means the same as an option of
/// <see cref="UvicornOptions"/> has that one's key; the others are about the process model and do nothing.
/// </summary>
internal static class GunicornOptions
{
    /// <summary>Options that do something here.</summary>
    public static readonly IReadOnlyList<Flag> Honoured =
    [
        new("--timeout", Integer, "Seconds that a request may take.")
        {
            Short = "-t",
            Key = "timeout",
            Otherwise = "no limit",
        },
        new("--graceful-timeout", Integer, "Seconds that running requests get when the server stops.")
        {
            Key = "timeout-graceful-shutdown",
        },
        new("--keep-alive", Integer, "Seconds after which an idle connection is closed.") { Key = "timeout-keep-alive" },
        new("--log-level", Choice, "Level of the HTTP server's own log lines.")
        {
            Choices = ["critical", "error", "warning", "info", "debug"],
        },
        new("--access-logfile", Text, "Any text turns access lines on; they go to standard output.")
        {
            Key = "access-logfile",
            Otherwise = "off",
        },
        new("--certfile", FlagKind.File, "PEM file with the certificate: serve HTTPS.") { Key = "ssl-certfile" },
        new("--keyfile", FlagKind.File, "PEM file with the certificate's key.") { Key = "ssl-keyfile" },
        new("--ca-certs", FlagKind.File, "PEM file with the authorities of client certificates.") { Key = "ssl-ca-certs" },
        new("--cert-reqs", FlagKind.Range, "Client certificates: 0 none, 1 optional, 2 required.") { Key = "ssl-cert-reqs", Maximum = 2 },
        new("--forwarded-allow-ips", Text, "Trusted peers: addresses, networks or *, separated by commas."),
        new("--backlog", Integer, "Connections that wait to be accepted."),
        new("--limit-request-line", Integer, "Longest first line of a request, in bytes; 0 means no limit.") { Otherwise = "as the head" },
        new("--limit-request-field_size", Integer, "Longest header of a request, in bytes; 0 means no limit.")
        {
            Otherwise = "as the head",
        },
        new("--limit-request-fields", Integer, "Headers that a request may have.") { Otherwise = "no limit" },
    ];

    /// <summary>Options that are taken and do nothing.</summary>
    public static readonly IReadOnlyList<Flag> WithoutEffect =
    [
        Taken("--bind", "-b"),
        Taken("--workers", "-w"),
        Taken("--worker-class", "-k"),
        Taken("--config", "-c"),
        Taken("--name", "-n"),
        Taken("--pid", "-p"),
        Taken("--user", "-u"),
        Taken("--group", "-g"),
        Taken("--umask", "-m"),
        Taken("--error-logfile", null),
        Taken("--log-file", null),
        Taken("--log-config", null),
        Taken("--access-logformat", null),
        Taken("--threads", null),
        Taken("--worker-connections", null),
        Taken("--worker-tmp-dir", null),
        Taken("--max-requests", null),
        Taken("--max-requests-jitter", null),
        Taken("--chdir", null),
        Taken("--env", "-e"),
        Taken("--preload", null) with
        {
            Kind = Switch,
        },
        Taken("--reload", null) with
        {
            Kind = Switch,
        },
        Taken("--capture-output", null) with
        {
            Kind = Switch,
        },
        Taken("--reuse-port", null) with
        {
            Kind = Switch,
        },
        Taken("--no-sendfile", null) with
        {
            Kind = Switch,
        },
    ];

    /// <summary>Every option that is known.</summary>
    public static readonly IReadOnlyList<Flag> All = [.. Honoured, .. WithoutEffect];

    private static Flag Taken(string name, string? shortName) =>
        new(name, Text, "Taken, without effect.") { Short = shortName, Hidden = true };
}
