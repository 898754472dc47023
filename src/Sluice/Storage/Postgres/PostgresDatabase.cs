using Npgsql;

namespace Sluice.Storage.Postgres;

/// <summary>A PostgreSQL database, reached through a bounded pool of connections.</summary>
internal sealed class PostgresDatabase : Database
{
    /// <summary>How often a writing unit of work is run when the database breaks it off for a deadlock or serialization failure.</summary>
    private const int Attempts = 4;

    private readonly NpgsqlDataSource source;

    private PostgresDatabase(NpgsqlDataSource source) => this.source = source;

    /// <inheritdoc/>
    public override Dialect Dialect => Dialect.Postgres;

    /// <summary>Prepares the pool; nothing is connected yet.</summary>
    public static PostgresDatabase Open(NpgsqlConnectionStringBuilder settings)
    {
        settings.MaxAutoPrepare = 256;
        settings.AutoPrepareMinUsages = 2;
        settings.NoResetOnClose = true;
        settings.Enlist = false;
        settings.IncludeErrorDetail = false;
        var builder = new NpgsqlSlimDataSourceBuilder(settings.ConnectionString);
        builder.EnableArrays();
        builder.EnableTransportSecurity();
        return new PostgresDatabase(builder.Build());
    }

    /// <inheritdoc/>
    public override async ValueTask<T> ReadAsync<T>(Func<Session, ValueTask<T>> work, CancellationToken cancelled)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancelled);
            return await RunAsync(connection, work, cancelled);
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
                await using var connection = await source.OpenConnectionAsync(cancelled);
                // From here on the unit runs to its end, also when the caller goes away.
                return await RunAsync(
                    connection,
                    async session =>
                    {
                        await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
                        var result = await work(session);
                        await transaction.CommitAsync(CancellationToken.None);
                        return result;
                    },
                    CancellationToken.None
                );
            }
            catch (PostgresException error) when (PostgresErrors.MayBeRepeated(error) && attempt < Attempts) { }
            catch (Exception error) when (PostgresErrors.Translate(error) is { } translated)
            {
                throw translated;
            }
        }
    }

    private static async ValueTask<T> RunAsync<T>(
        NpgsqlConnection connection,
        Func<Session, ValueTask<T>> work,
        CancellationToken cancelled
    )
    {
        try
        {
            return await work(new PostgresSession(connection, cancelled));
        }
        catch (PostgresException error) when (PostgresErrors.IsOfValue(error))
        {
            // A value may be refused between a statement's parsing and its description; the driver then takes the half for the whole.
            connection.UnprepareAll();
            throw;
        }
    }

    /// <inheritdoc/>
    public override void Adopt()
    {
        // PostgreSQL's settings are its operator's.
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => source.DisposeAsync();
}
