using Sluice.Configuration.Arguments;

namespace Sluice.Configuration;

/// <summary>Times and sizes of connections and requests; null means no limit.</summary>
internal sealed record LimitSettings
{
    /// <summary>An idle connection is closed after this time.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What running requests get when the server stops.</summary>
    public TimeSpan? GracefulShutdown { get; init; }

    /// <summary>What a request may take.</summary>
    public TimeSpan? RequestTimeout { get; init; }

    /// <summary>Requests at one time; above it the answer is 503.</summary>
    public int? Concurrency { get; init; }

    /// <summary>Largest head of a request, in bytes; never less than 65536 (contract, drop-in.md 7.2).</summary>
    public int RequestHeadBytes { get; init; } = 65536;

    /// <summary>Headers that a request may have.</summary>
    public int? HeaderCount { get; init; }
}

/// <summary>Reads times and sizes from the options of the HTTP server.</summary>
internal static class LimitReader
{
    private const int MinHeadBytes = 65536;
    private static readonly string[] HeadLimits = ["h11-max-incomplete-event-size", "limit-request-line", "limit-request-field_size"];

    /// <summary>Reads the settings.</summary>
    public static LimitSettings Read(FlagValues values) =>
        new()
        {
            KeepAlive = Seconds(values, "timeout-keep-alive") ?? TimeSpan.FromSeconds(5),
            GracefulShutdown = Seconds(values, "timeout-graceful-shutdown"),
            RequestTimeout = Seconds(values, "timeout") is { Ticks: > 0 } timeout ? timeout : null,
            Concurrency = values.Integer("limit-concurrency"),
            RequestHeadBytes = HeadLimits.Select(key => values.Integer(key) ?? 0).Append(MinHeadBytes).Max(),
            HeaderCount = values.Integer("limit-request-fields") is > 0 and var count ? count : null,
        };

    private static TimeSpan? Seconds(FlagValues values, string key) =>
        values.Integer(key) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
}
