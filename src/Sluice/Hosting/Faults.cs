using Microsoft.Extensions.Logging;

namespace Sluice.Hosting;

/// <summary>Log lines about faults of ours and of what the server depends on.</summary>
internal static partial class Faults
{
    /// <summary>The database didn't serve a request.</summary>
    [LoggerMessage(Level = LogLevel.Error, Message = "request {RequestId}: the database is unavailable")]
    public static partial void DatabaseUnavailable(this ILogger logger, string requestId, Exception error);

    /// <summary>A request failed for a reason nobody foresaw.</summary>
    [LoggerMessage(Level = LogLevel.Error, Message = "request {RequestId} failed")]
    public static partial void Unexpected(this ILogger logger, string requestId, Exception error);
}
