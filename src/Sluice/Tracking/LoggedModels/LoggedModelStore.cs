using Sluice.Storage;

namespace Sluice.Tracking.LoggedModels;

/// <summary>The table logged_models.</summary>
internal sealed class LoggedModelStore(Database tracking)
{
    private static readonly Sql Any = new("SELECT 1 FROM logged_models WHERE experiment_id {in numbers @ids} LIMIT 1");

    /// <summary>Whether any of these experiments has a logged model.</summary>
    public ValueTask<bool> AnyAsync(long[] experimentIds, CancellationToken cancelled) =>
        tracking.ReadAsync(session => session.FirstAsync(Any, static _ => true, ("ids", experimentIds)), cancelled);
}
