namespace Sluice.Storage;

/// <summary>
/// Reads of one kind, each by a key. On PostgreSQL, keys that arrive while reads are under way go together with the next, in one round
/// trip; on SQLite, where a read waits for nobody, each is read at once. Either way a read begins after it was asked for.
/// </summary>
/// <typeparam name="T">What is read.</typeparam>
/// <param name="database">The database.</param>
/// <param name="read">Reads what there is of several keys, no key twice.</param>
internal sealed class KeyedReads<T>(Database database, Func<Session, string[], ValueTask<Dictionary<string, T>>> read)
    where T : class
{
    private const int Lanes = 1;

    private readonly WorkGroup<Wanted>? group =
        database.Dialect == Dialect.Postgres ? new WorkGroup<Wanted>(all => FindAsync(database, read, all), Lanes) : null;

    /// <summary>What has the key, or null.</summary>
    /// <exception cref="DatabaseUnavailableException">The database can't be reached, or too many wait for it.</exception>
    public async ValueTask<T?> FindAsync(string key, CancellationToken cancelled)
    {
        if (group is null)
        {
            return (await database.ReadAsync(session => read(session, [key]), cancelled)).GetValueOrDefault(key);
        }
        var wanted = new Wanted(key);
        await group.DoAsync(wanted);
        return wanted.Found;
    }

    private static async ValueTask FindAsync(
        Database database,
        Func<Session, string[], ValueTask<Dictionary<string, T>>> read,
        IReadOnlyList<Wanted> all
    )
    {
        string[] keys = all.Count == 1 ? [all[0].Key] : [.. all.Select(one => one.Key).Distinct()];
        var found = await database.ReadAsync(session => read(session, keys), CancellationToken.None);
        foreach (var one in all)
        {
            one.Found = found.GetValueOrDefault(one.Key);
        }
    }

    private sealed class Wanted(string key)
    {
        public string Key => key;

        public T? Found { get; set; }
    }
}
