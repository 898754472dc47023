using Sluice.Storage;
using Sluice.Storage.Sqlite;

namespace Sluice.Identity;

/// <summary>
/// The epoch of accounts in a SQLite file of their own: SQLite counts the commits of all connections and processes, MLflow's too, so
/// that every change is noticed at once (<c>PRAGMA data_version</c>).
/// </summary>
internal sealed class SqliteEpoch(SqliteDatabase accounts) : AuthEpoch
{
    private static readonly Sql DataVersion = new("PRAGMA data_version");

    private readonly SqliteSession session = accounts.Connect();
    private readonly Lock gate = new();

    /// <inheritdoc/>
    public override ValueTask<long> CurrentAsync(CancellationToken cancelled)
    {
        lock (gate)
        {
            return session.FirstAsync(DataVersion, static row => row.Int64(0));
        }
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        session.Dispose();
        return base.DisposeAsync();
    }
}
