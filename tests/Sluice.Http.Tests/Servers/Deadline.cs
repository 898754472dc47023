using System.Diagnostics;

namespace Sluice.Http.Tests.Servers;

/// <summary>Waits for a condition, never for a time.</summary>
internal static class Deadline
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Asks until the condition holds. False when the limit passed before.</summary>
    public static async Task<bool> HoldsWithin(
        TimeSpan limit,
        Func<CancellationToken, Task<bool>> condition,
        CancellationToken cancellation
    )
    {
        var watch = Stopwatch.StartNew();
        while (!await condition(cancellation))
        {
            if (watch.Elapsed > limit)
            {
                return false;
            }
            await Task.Delay(Pause, cancellation);
        }
        return true;
    }
}
