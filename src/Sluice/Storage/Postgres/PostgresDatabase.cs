using Npgsql;

namespace Sluice.Storage.Postgres;

/// <summary>A PostgreSQL database, reached through a bounded pool of connections.</summary>
internal sealed class PostgresDatabase : Database
{
    /// <summary>How often a writing unit of work is run when the database breaks it off for a deadlock or serialization failure.</summary>
    internal const int Attempts = 4;

    /// <summary>Statements that a connection keeps prepared.</summary>
    internal const int PreparedStatements = 256;

    private readonly WarmConnections connections;
    private readonly NameCache names = new();

    private PostgresDatabase(WarmConnections connections) => this.connections = connections;

    /// <inheritdoc/>
    public override Dialect Dialect => Dialect.Postgres;

    /// <summary>Prepares the pool; nothing is connected yet.</summary>
    public static PostgresDatabase Open(NpgsqlConnectionStringBuilder settings)
    {
        settings.MaxAutoPrepare = PreparedStatements;
        settings.AutoPrepareMinUsages = 2;
        settings.NoResetOnClose = true;
        settings.Enlist = false;
        settings.IncludeErrorDetail = false;
        var builder = new NpgsqlSlimDataSourceBuilder(settings.ConnectionString);
        builder.EnableArrays();
        builder.EnableTransportSecurity();
        // To the driver, no seconds are no limit.
        var patience = settings.Timeout == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(settings.Timeout);
        return new PostgresDatabase(new WarmConnections(builder.Build(), settings.MaxPoolSize, patience));
    }

    /// <inheritdoc/>
    public override async ValueTask<T> ReadAsync<T>(Func<Session, ValueTask<T>> work, CancellationToken cancelled)
    {
        try
        {
            return await LendAsync(connection => work(new PostgresSession(connection, names, cancelled)), cancelled);
        }
        catch (Exception error) when (PostgresErrors.Translate(error) is { } translated)
        {
            throw translated;
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<T> WriteAsync<T>(Func<Session, ValueTask<T>> work, CancellationToken cancelled)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await LendAsync(
                    async connection =>
                    {
                        // From here on the unit runs to its end, also when the caller goes away.
                        await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
                        var result = await work(new PostgresSession(connection, names, CancellationToken.None));
                        await transaction.CommitAsync(CancellationToken.None);
                        return result;
                    },
                    cancelled
                );
            }
            catch (PostgresException error) when (PostgresErrors.MayBeRepeated(error) && attempt < Attempts) { }
            catch (Exception error) when (PostgresErrors.Translate(error) is { } translated)
            {
                throw translated;
            }
        }
    }

    /// <inheritdoc/>
    public override void Adopt()
    {
        // PostgreSQL's settings are its operator's.
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => connections.DisposeAsync();

    private async ValueTask<T> LendAsync<T>(Func<NpgsqlConnection, ValueTask<T>> work, CancellationToken cancelled)
    {
        var lent = await connections.RentAsync(cancelled);
        try
        {
            return await work(lent.Connection);
        }
        catch (PostgresException error) when (PostgresErrors.IsOfValue(error))
        {
            // A value may be refused between a statement's parsing and its description; the driver then takes the half for the whole.
            lent.Connection.UnprepareAll();
            throw;
        }
        finally
        {
            await connections.ReturnAsync(lent);
        }
    }
}
