using Sluice.Configuration.Arguments;
using static Sluice.Configuration.Arguments.FlagKind;

namespace Sluice.Configuration.HttpOptions;

/// <summary>The words that <c>--waitress-opts</c> may hold, as <see cref="GunicornOptions"/>.</summary>
internal static class WaitressOptions
{
    /// <summary>Options that do something here.</summary>
    public static readonly IReadOnlyList<Flag> Honoured =
    [
        new("--channel-timeout", Integer, "Seconds after which an idle connection is closed.") { Key = "timeout-keep-alive" },
        new("--trusted-proxy", Text, "The trusted peer, or *.") { Key = "forwarded-allow-ips" },
        new("--connection-limit", Integer, "Requests at one time; above it the answer is 503.") { Key = "limit-concurrency" },
        new("--backlog", Integer, "Connections that wait to be accepted."),
        new("--unix-socket", Text, "Path of a Unix socket to listen on instead of host and port.") { Key = "uds" },
    ];

    /// <summary>Options that are taken and do nothing.</summary>
    public static readonly IReadOnlyList<Flag> WithoutEffect =
    [
        .. new[] { "--host", "--port", "--listen", "--threads", "--url-scheme", "--url-prefix", "--ident", "--cleanup-interval" }.Select(
            Taken
        ),
        .. new[] { "--trusted-proxy-count", "--trusted-proxy-headers", "--max-request-header-size", "--max-request-body-size" }.Select(
            Taken
        ),
        .. new[] { "--recv-bytes", "--send-bytes", "--outbuf-overflow", "--inbuf-overflow", "--asyncore-loop-timeout" }.Select(Taken),
        new("--clear-untrusted-proxy-headers", Switch, "Taken, without effect.")
        {
            Off = "--no-clear-untrusted-proxy-headers",
            Hidden = true,
        },
        new("--log-untrusted-proxy-headers", Switch, "Taken, without effect.") { Off = "--no-log-untrusted-proxy-headers", Hidden = true },
        new("--expose-tracebacks", Switch, "Taken, without effect.") { Off = "--no-expose-tracebacks", Hidden = true },
        new("--ipv4", Switch, "Taken, without effect.") { Off = "--no-ipv4", Hidden = true },
        new("--ipv6", Switch, "Taken, without effect.") { Off = "--no-ipv6", Hidden = true },
    ];

    /// <summary>Every option that is known.</summary>
    public static readonly IReadOnlyList<Flag> All = [.. Honoured, .. WithoutEffect];

    private static Flag Taken(string name) => new(name, Text, "Taken, without effect.") { Hidden = true };
}
