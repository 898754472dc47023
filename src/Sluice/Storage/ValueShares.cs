namespace Sluice.Storage;

/// <summary>
/// What part of a table's rows has a value in a column, as far as PostgreSQL's own statistics know: those of its common values, as they
/// were up to a minute ago. SQLite keeps none. Source: PostgreSQL's documentation, "pg_stats".
/// </summary>
/// <param name="database">The database.</param>
/// <param name="table">The table.</param>
/// <param name="column">A column of integers.</param>
/// <param name="most">Rows of the table (estimated) beyond which nothing is said of it.</param>
/// <param name="clock">The time.</param>
internal sealed class ValueShares(Database database, string table, string column, long most, TimeProvider clock)
{
    private static readonly TimeSpan Age = TimeSpan.FromMinutes(1);

    private static readonly Sql Common = new(
        """
        SELECT common.value, CAST(common.share AS double precision)
        FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_stats s ON s.schemaname = n.nspname AND s.tablename = c.relname AND s.attname = @column
        CROSS JOIN LATERAL unnest(CAST(CAST(s.most_common_vals AS text) AS bigint[]), s.most_common_freqs) AS common (value, share)
        WHERE c.oid = CAST(@table AS regclass) AND c.reltuples <= @most
        """
    );

    private Reading? last;
    private int readers;

    /// <summary>The part, from 0 to 1, of the rows that have one of some values.</summary>
    /// <exception cref="DatabaseUnavailableException">The database can't be reached, or too many wait for it.</exception>
    public async ValueTask<double> OfAsync(IReadOnlyList<long> values, CancellationToken cancelled)
    {
        if (database.Dialect != Dialect.Postgres)
        {
            return 0;
        }
        var reading = last;
        if (reading is null || clock.GetElapsedTime(reading.Time) >= Age)
        {
            reading = await ReadAsync(cancelled) ?? reading;
        }
        return reading is null ? 0 : values.Distinct().Sum(reading.Shares.GetValueOrDefault);
    }

    /// <summary>Reads; null where another caller does.</summary>
    private async ValueTask<Reading?> ReadAsync(CancellationToken cancelled)
    {
        if (Interlocked.CompareExchange(ref readers, 1, 0) != 0)
        {
            return null;
        }
        try
        {
            var time = clock.GetTimestamp();
            var rows = await database.ReadAsync(
                session =>
                    session.QueryAsync(
                        Common,
                        static row => KeyValuePair.Create(row.Int64(0), row.Double(1)),
                        ("column", column),
                        ("table", table),
                        ("most", most)
                    ),
                cancelled
            );
            return last = new Reading(time, new Dictionary<long, double>(rows));
        }
        finally
        {
            Volatile.Write(ref readers, 0);
        }
    }

    private sealed record Reading(long Time, Dictionary<long, double> Shares);
}
