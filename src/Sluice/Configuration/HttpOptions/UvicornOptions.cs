using Sluice.Configuration.Arguments;
using static Sluice.Configuration.Arguments.FlagKind;

namespace Sluice.Configuration.HttpOptions;

/// <summary>
/// The words that <c>--uvicorn-opts</c> may hold (docs/settings.md, "--uvicorn-opts"). Each has a variable too: <c>UVICORN_</c> and
/// its name.
/// </summary>
internal static class UvicornOptions
{
    /// <summary>Options that do something here.</summary>
    public static readonly IReadOnlyList<Flag> Honoured =
    [
        Row("--ssl-certfile", FlagKind.File, "PEM file with the certificate, and its chain behind it: serve HTTPS."),
        Row("--ssl-keyfile", FlagKind.File, "PEM file with the certificate's key, when it isn't in the same file."),
        Row("--ssl-keyfile-password", FlagKind.Secret, "Password of an encrypted key file."),
        Row("--ssl-ca-certs", FlagKind.File, "PEM file with the authorities that client certificates must come from."),
        Row("--ssl-cert-reqs", FlagKind.Range, "Client certificates: 0 none, 1 optional, 2 required.", "0") with
        {
            Maximum = 2,
        },
        Row("--log-level", Choice, "Level of the HTTP server's own log lines.", "info") with
        {
            Choices = ["critical", "error", "warning", "info", "debug", "trace"],
        },
        Row("--access-log", Switch, "One line a request on standard output.", "on") with
        {
            Off = "--no-access-log",
        },
        Row("--use-colors", Switch, "Colours in log lines.") with
        {
            Otherwise = "on a terminal",
            Off = "--no-use-colors",
        },
        Row("--timeout-keep-alive", Integer, "Seconds after which an idle connection is closed.", "5"),
        Row("--timeout-graceful-shutdown", Integer, "Seconds that running requests get when the server stops.") with
        {
            Otherwise = "no limit",
        },
        Row("--root-path", Text, "Prefix that a proxy took off the path already."),
        Row("--proxy-headers", Switch, "Believe X-Forwarded-For and X-Forwarded-Proto of trusted peers.", "on") with
        {
            Off = "--no-proxy-headers",
        },
        Row(
            "--forwarded-allow-ips",
            Text,
            "Trusted peers: addresses, networks or *, separated by commas. FORWARDED_ALLOW_IPS gives it too.",
            "127.0.0.1,::1"
        ),
        Row("--limit-concurrency", Integer, "Requests at one time; above it the answer is 503.") with
        {
            Otherwise = "no limit",
        },
        Row("--backlog", Integer, "Connections that wait to be accepted.", "2048"),
        Row("--header", Text, "NAME:VALUE, a header of every answer; may be repeated."),
        Row("--server-header", Switch, "Send the Server header.", "on") with
        {
            Off = "--no-server-header",
        },
        Row("--date-header", Switch, "Send the Date header.", "on") with
        {
            Off = "--no-date-header",
        },
        Row("--h11-max-incomplete-event-size", Integer, "Largest head of a request, in bytes; at least 65536.", "65536"),
        Row("--uds", Text, "Path of a Unix socket to listen on instead of host and port."),
    ];

    /// <summary>Options that are taken and do nothing, because they are about how the original is built.</summary>
    public static readonly IReadOnlyList<Flag> WithoutEffect =
    [
        .. new[]
        {
            "--host",
            "--port",
            "--workers",
            "--limit-max-requests",
            "--limit-max-requests-jitter",
            "--timeout-worker-healthcheck",
        }.Select(Taken),
        .. new[]
        {
            "--http",
            "--loop",
            "--lifespan",
            "--interface",
            "--ws",
            "--ws-max-size",
            "--ws-max-queue",
            "--ws-ping-interval",
        }.Select(Taken),
        .. new[]
        {
            "--ws-ping-timeout",
            "--ws-per-message-deflate",
            "--reload-dir",
            "--reload-include",
            "--reload-exclude",
            "--reload-delay",
        }.Select(Taken),
        .. new[] { "--app-dir", "--env-file", "--log-config", "--ssl-version", "--ssl-ciphers" }.Select(Taken),
        .. new[] { "--reload", "--factory", "--reset-contextvars", "--http2" }.Select(name => Taken(name) with { Kind = Switch }),
    ];

    /// <summary>Options that are known but not served.</summary>
    public static readonly IReadOnlyList<Flag> Refused = [Row("--fd", Integer, "A socket that is open already.") with { Hidden = true }];

    /// <summary>Every option that is known.</summary>
    public static readonly IReadOnlyList<Flag> All = [.. Honoured, .. WithoutEffect, .. Refused];

    private static Flag Row(string name, FlagKind kind, string help, string? byDefault = null) =>
        new(name, kind, help) { Default = byDefault, Variable = "UVICORN_" + name.TrimStart('-').Replace('-', '_').ToUpperInvariant() };

    private static Flag Taken(string name) => new(name, Text, "Taken, without effect.") { Hidden = true };
}
