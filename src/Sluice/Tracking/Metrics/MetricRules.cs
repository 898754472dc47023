using Sluice.Protocol;
using Sluice.Python;
using Sluice.Tracking.Runs;

namespace Sluice.Tracking.Metrics;

/// <summary>What may be logged as a metric.</summary>
internal static class MetricRules
{
    /// <summary>Checks a value and gives it the form in which it is stored.</summary>
    /// <param name="message">The value, whose required fields are there.</param>
    /// <param name="path">Where it stands in the request, e.g. <c>metrics[0].</c>; empty for a single value.</param>
    public static MetricPoint Checked(MetricMessage message, string path)
    {
        KeyLimits.CheckKey($"{path}name", message.Key!);
        KeyLimits.CheckLength("Metric name", message.Key!, KeyLimits.Key);
        var value = message.Value!.Value;
        if (message.Timestamp < 0)
        {
            throw MlflowException.Invalid(
                $"Invalid value {message.Timestamp} for parameter '{path}timestamp' supplied: metric '{message.Key}' (value={PythonText.Of(value)}). "
                    + "Timestamp must be a nonnegative long (64-bit integer) "
            );
        }
        if (!string.IsNullOrEmpty(message.ModelId))
        {
            throw MlflowException.NotFound($"Logged model with ID '{message.ModelId}' not found.");
        }
        return new MetricPoint(message.Key!, Finite(value), message.Timestamp!.Value, message.Step ?? 0);
    }

    private static double Finite(double value) =>
        double.IsPositiveInfinity(value) ? double.MaxValue
        : double.IsNegativeInfinity(value) ? double.MinValue
        : value;
}
