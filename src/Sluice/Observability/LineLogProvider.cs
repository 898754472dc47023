using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Sluice.Observability;

/// <summary>Log lines of the program on one stream: time, level, source and message, with the exception behind an error.</summary>
internal sealed class LineLogProvider(Stream output, TimeProvider clock) : ILoggerProvider
{
    private readonly Lock gate = new();

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new LineLogger(this, categoryName);

    /// <inheritdoc/>
    public void Dispose() => output.Flush();

    private void Write(string category, LogLevel level, string message, Exception? error)
    {
        var text = new StringBuilder();
        text.Append(clock.GetLocalNow().ToString("yyyy/MM/dd HH:mm:ss", CultureInfo.InvariantCulture));
        text.Append(' ').Append(Name(level)).Append(' ').Append(category).Append(": ").Append(message).Append('\n');
        if (error is not null)
        {
            text.Append(error).Append('\n');
        }
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        lock (gate)
        {
            output.Write(bytes);
            output.Flush();
        }
    }

    private static string Name(LogLevel level) =>
        level switch
        {
            LogLevel.Critical => "CRITICAL",
            LogLevel.Error => "ERROR",
            LogLevel.Warning => "WARNING",
            LogLevel.Information => "INFO",
            _ => "DEBUG",
        };

    private sealed class LineLogger(LineLogProvider provider, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => provider.Write(category, logLevel, formatter(state, exception), exception);
    }
}
