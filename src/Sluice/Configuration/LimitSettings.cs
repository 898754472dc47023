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
