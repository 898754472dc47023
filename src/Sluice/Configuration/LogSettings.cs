using Microsoft.Extensions.Logging;
using Sluice.Python;

namespace Sluice.Configuration;

/// <summary>What is logged (docs/architecture.md, "Logs").</summary>
internal sealed record LogSettings
{
    /// <summary>Least level of the lines of the application (<c>MLFLOW_LOGGING_LEVEL</c>).</summary>
    public required LogLevel Level { get; init; }

    /// <summary>Least level of the lines of the HTTP server (<c>--log-level</c> of its options).</summary>
    public required LogLevel ServerLevel { get; init; }

    /// <summary>Whether every request gets a line on standard output.</summary>
    public required bool AccessLog { get; init; }

    /// <summary>Whether the application's lines have time and level; off: the bare text of warnings and worse.</summary>
    public required bool Formatted { get; init; }

    /// <summary>Colours; null for a terminal only.</summary>
    public required bool? Colors { get; init; }
}

/// <summary>Reads what is logged (docs/architecture.md, "Logs").</summary>
internal static class LogReader
{
    /// <summary>Reads the settings.</summary>
    public static LogSettings Read(Inputs inputs)
    {
        var (server, options, reader) = (inputs.Flags, inputs.Options, inputs.Variables);
        var level = LogLevel.Information;
        if (reader.Text("MLFLOW_LOGGING_LEVEL") is { } given)
        {
            if (LevelOf(given.Text) is { } known)
            {
                level = known;
            }
            else
            {
                inputs.Findings.Failure(
                    $"Unknown level: {PythonText.Of(given.Text)}. Write DEBUG, INFO, WARNING, ERROR, CRITICAL or NOTSET.",
                    given.Origin
                );
            }
        }
        var serverLevel = server.Switch("dev") ? LogLevel.Debug : LevelOf(options.Values.Text("log-level")) ?? LogLevel.Information;
        var formatted = reader.Boolean("MLFLOW_CONFIGURE_LOGGING");
        var accessLog = options.Gunicorn ? options.Values.Text("access-logfile") is { Length: > 0 } : options.Values.Switch("access-log");
        return new LogSettings
        {
            Level = level,
            ServerLevel = serverLevel,
            // Access lines have the level info.
            AccessLog = accessLog && serverLevel <= LogLevel.Information,
            Formatted = reader.BooleanOrNull("MLFLOW_LOGGING_CONFIGURE_LOGGING") ?? formatted,
            Colors = options.Values.SwitchOrNull("use-colors"),
        };
    }

    private static LogLevel? LevelOf(string name) =>
        name.ToUpperInvariant() switch
        {
            "TRACE" or "NOTSET" => LogLevel.Trace,
            "DEBUG" => LogLevel.Debug,
            "INFO" => LogLevel.Information,
            "WARNING" or "WARN" => LogLevel.Warning,
            "ERROR" => LogLevel.Error,
            "CRITICAL" or "FATAL" => LogLevel.Critical,
            _ => null,
        };
}
