using Microsoft.Extensions.Logging;

namespace Sluice.Configuration;

/// <summary>What is logged (contract, drop-in.md 7.10).</summary>
internal sealed record LogSettings
{
    /// <summary>Least level of the lines of the application (<c>MLFLOW_LOGGING_LEVEL</c>).</summary>
    public LogLevel Level { get; init; } = LogLevel.Information;

    /// <summary>Least level of the lines of the HTTP server (<c>--log-level</c> of its options).</summary>
    public LogLevel ServerLevel { get; init; } = LogLevel.Information;

    /// <summary>Whether every request gets a line on standard output.</summary>
    public bool AccessLog { get; init; } = true;

    /// <summary>Whether the application's lines have time and level; off: the bare text of warnings and worse.</summary>
    public bool Formatted { get; init; } = true;

    /// <summary>Colours; null for a terminal only.</summary>
    public bool? Colors { get; init; }
}
