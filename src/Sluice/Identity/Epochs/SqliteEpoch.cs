using Sluice.Storage;
using Sluice.Storage.Sqlite;

namespace Sluice.Identity.Epochs;

/// <summary>
/// The epoch of accounts in a SQLite file of their own: SQLite counts the commits of all connections and processes, MLflow's too, so
/// that every change is noticed at once (<c>PRAGMA data_version</c>). Whether anything was committed at all shows in memory that all
/// connections share, so that most requests need not ask.
/// </summary>
internal sealed class SqliteEpoch : AuthEpoch
{
    private static readonly Sql DataVersion = new("PRAGMA data_version");

    private readonly SqliteSession session;
    private readonly WalIndex? index;
    private readonly Lock gate = new();
    private Seen seen = new([], 0);

    /// <param name="accounts">The accounts' database.</param>
    public SqliteEpoch(SqliteDatabase accounts)
        : base(accounts)
    {
        session = accounts.Connect();
        index = accounts.Index;
    }

    /// <inheritdoc/>
    public override ValueTask<long> CurrentAsync(CancellationToken cancelled)
    {
        var last = Volatile.Read(ref seen);
        return last.Header.Length > 0 && index!.Is(last.Header) ? ValueTask.FromResult(last.Epoch) : ValueTask.FromResult(Ask());
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        session.Dispose();
        return base.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override ValueTask SettleAsync() => ValueTask.CompletedTask;

    private long Ask()
    {
        lock (gate)
        {
            // The header before the version: what is committed between them shows as a header that has changed.
            var header = new byte[index is null ? 0 : WalIndex.HeaderLength];
            index?.Read(header);
            var epoch = session.FirstAsync(DataVersion, static row => row.Int64(0)).AsTask().GetAwaiter().GetResult();
            Volatile.Write(ref seen, new Seen(header, epoch));
            return epoch;
        }
    }

    private sealed record Seen(byte[] Header, long Epoch);
}
