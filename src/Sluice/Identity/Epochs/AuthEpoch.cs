using Sluice.Storage;
using Sluice.Storage.Sqlite;

namespace Sluice.Identity.Epochs;

/// <summary>
/// The state of the accounts as a number that grows with every change of users, roles or grants. What was verified or read at one
/// epoch is valid at that epoch alone, so that a change acts at once, in every process on the same accounts.
/// </summary>
/// <param name="accounts">The accounts' database.</param>
internal abstract class AuthEpoch(Database accounts) : IAsyncDisposable
{
    private static readonly Sql Advance = new("UPDATE sluice_auth_epoch SET epoch = epoch + 1 WHERE id = 1");

    /// <summary>The epoch of a database's accounts.</summary>
    /// <param name="accounts">The accounts' database.</param>
    /// <param name="isShared">Whether others than accounts write to it.</param>
    /// <param name="clock">The clock.</param>
    public static AuthEpoch Of(Database accounts, bool isShared, TimeProvider clock) =>
        accounts is SqliteDatabase file && !isShared ? new SqliteEpoch(file) : new StoredEpoch(accounts, clock);

    /// <summary>The epoch, in which every change shows that had completed when this call began.</summary>
    public abstract ValueTask<long> CurrentAsync(CancellationToken cancelled);

    /// <summary>
    /// Changes users, roles or grants as one unit of work. When the task completes, the change acts in every process. Changes come one
    /// after the other, each on what the earlier ones left: on PostgreSQL the epoch's row, which is written first, is locked until the commit.
    /// </summary>
    public async ValueTask<T> ChangeAsync<T>(Func<Session, ValueTask<T>> change, CancellationToken cancelled)
    {
        var result = await accounts.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(Advance);
                return await change(session);
            },
            cancelled
        );
        await SettleAsync();
        return result;
    }

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Waits until no process decides on an earlier epoch than the one that was just committed.</summary>
    protected abstract ValueTask SettleAsync();
}
