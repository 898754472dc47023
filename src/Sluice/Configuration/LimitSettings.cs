using Sluice.Configuration.Arguments;

namespace Sluice.Configuration;

/// <summary>Times and sizes of connections and requests; null means no limit.</summary>
internal sealed record LimitSettings
{
    /// <summary>An idle connection is closed after this time.</summary>
    public required TimeSpan KeepAlive { get; init; }

    /// <summary>What running requests get when the server stops.</summary>
    public required TimeSpan? GracefulShutdown { get; init; }

    /// <summary>What a request may take.</summary>
    public required TimeSpan? RequestTimeout { get; init; }

    /// <summary>Requests at one time; above it the answer is 503.</summary>
    public required int? Concurrency { get; init; }

    /// <summary>Largest head of a request, in bytes; never less than 65536 (docs/settings.md, "--uvicorn-opts").</summary>
    public required int RequestHeadBytes { get; init; }

    /// <summary>Headers that a request may have.</summary>
    public required int? HeaderCount { get; init; }

    /// <summary>Largest JSON body of a request, in bytes; above it the answer is 413. Nothing sets it yet.</summary>
    public int JsonBodyBytes { get; init; } = 64 * 1024 * 1024;
}

/// <summary>Reads times and sizes from the options of the HTTP server.</summary>
internal static class LimitReader
{
    private const int MinHeadBytes = 65536;
    private static readonly string[] HeadLimits = ["h11-max-incomplete-event-size", "limit-request-line", "limit-request-field_size"];

    /// <summary>Reads the settings.</summary>
    public static LimitSettings Read(Inputs inputs)
    {
        var values = inputs.Options.Values;
        return new LimitSettings
        {
            KeepAlive = TimeSpan.FromSeconds(values.Integer("timeout-keep-alive")),
            GracefulShutdown = Seconds(values, "timeout-graceful-shutdown"),
            RequestTimeout = Seconds(values, "timeout") is { Ticks: > 0 } timeout ? timeout : null,
            Concurrency = values.IntegerOrNull("limit-concurrency"),
            RequestHeadBytes = HeadLimits.Select(key => values.IntegerOrNull(key) ?? 0).Append(MinHeadBytes).Max(),
            HeaderCount = values.IntegerOrNull("limit-request-fields") is > 0 and var count ? count : null,
        };
    }

    private static TimeSpan? Seconds(FlagValues values, string key) =>
        values.IntegerOrNull(key) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
}
