using System.Data;
using System.Diagnostics;
using Npgsql;

namespace Sluice.Storage.Postgres;

/// <summary>
/// Lends connections, the one that was used last first: its backend has what is asked for in memory and in the processor's caches,
/// whereas the driver's pool hands out its connections in turn. It keeps a few for a moment; all others are the pool's, which replaces
/// those that are old and closes those that rest.
/// </summary>
/// <param name="source">The driver's pool.</param>
/// <param name="most">Connections that may be out at the same time, as many as the pool has.</param>
/// <param name="patience">How long a caller waits for one.</param>
internal sealed class WarmConnections(NpgsqlDataSource source, int most, TimeSpan patience) : IAsyncDisposable
{
    private const int Kept = 4;

    /// <summary>How long a connection is kept from the pool.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(10);

    private readonly ConnectionSlots slots = new(most, patience);
    private readonly Lock gate = new();
    private readonly Stack<Lent> resting = new(Kept);

    /// <summary>An open connection; the caller gives it back.</summary>
    /// <exception cref="DatabaseUnavailableException">Too many wait for one, or all are out for too long.</exception>
    public async ValueTask<Lent> RentAsync(CancellationToken cancelled)
    {
        await slots.TakeAsync(cancelled);
        try
        {
            while (TryTake(out var last))
            {
                if (Stopwatch.GetElapsedTime(last.Since) < Moment)
                {
                    return last;
                }
                await last.Connection.DisposeAsync();
            }
            return new Lent(await source.OpenConnectionAsync(cancelled), Stopwatch.GetTimestamp());
        }
        catch
        {
            slots.GiveBack();
            throw;
        }
    }

    /// <summary>Takes a connection back. When it broke, those that rest are as good as broken.</summary>
    public async ValueTask ReturnAsync(Lent lent)
    {
        try
        {
            if (lent.Connection.State != ConnectionState.Open)
            {
                await lent.Connection.DisposeAsync();
                await ForgetAsync();
            }
            else if (!Keep(lent))
            {
                await lent.Connection.DisposeAsync();
            }
        }
        finally
        {
            slots.GiveBack();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await ForgetAsync();
        await source.DisposeAsync();
        slots.Dispose();
    }

    private bool TryTake(out Lent last)
    {
        lock (gate)
        {
            return resting.TryPop(out last);
        }
    }

    private bool Keep(Lent lent)
    {
        lock (gate)
        {
            if (resting.Count == Kept)
            {
                return false;
            }
            resting.Push(lent);
            return true;
        }
    }

    private async ValueTask ForgetAsync()
    {
        while (TryTake(out var one))
        {
            await one.Connection.DisposeAsync();
        }
    }

    /// <summary>A connection that is out.</summary>
    /// <param name="Connection">The connection.</param>
    /// <param name="Since">When the pool gave it.</param>
    internal readonly record struct Lent(NpgsqlConnection Connection, long Since);
}
