namespace Sluice.Storage;

/// <summary>
/// Reads of one kind, by key. On PostgreSQL, keys that are asked for while reads are under way go together with the next, in one round
/// trip, and a key that several ask for is read once; on SQLite, where a read waits for nobody, each is read at once. Either way a
/// read begins after it was asked for.
/// </summary>
/// <typeparam name="T">What is read.</typeparam>
internal sealed class KeyedReads<T>
    where T : class
{
    /// <summary>Keys of one unit of work. Who asks for more at once shares with nobody, so that nobody waits for him.</summary>
    internal const int MostKeys = 512;

    /// <summary>Keys that are worth a unit of their own beside those that are under way: a page's, seldom those of single runs.</summary>
    private const int EnoughKeys = 32;

    /// <summary>Units that are under way: what the processors can do at the same time, and one whose answer is on its way.</summary>
    internal static readonly int Lanes = Math.Clamp(Environment.ProcessorCount + 1, 3, 8);

    private readonly Database database;
    private readonly Func<Session, string[], ValueTask<Dictionary<string, T>>> read;
    private readonly WorkGroup<Wanted>? group;

    /// <param name="database">The database.</param>
    /// <param name="read">Reads what there is of several keys, no key twice.</param>
    public KeyedReads(Database database, Func<Session, string[], ValueTask<Dictionary<string, T>>> read)
    {
        this.database = database;
        this.read = read;
        group =
            database.Dialect == Dialect.Postgres
                ? new WorkGroup<Wanted>(FindAsync, Lanes, MostKeys, EnoughKeys, static wanted => wanted.Keys.Length)
                : null;
    }

    /// <summary>What has the key, or null.</summary>
    /// <exception cref="DatabaseUnavailableException">The database can't be reached, or too many wait for it.</exception>
    public async ValueTask<T?> FindAsync(string key, CancellationToken cancelled) =>
        (await FindAsync([key], cancelled)).GetValueOrDefault(key);

    /// <summary>What has the keys, and perhaps other keys.</summary>
    /// <exception cref="DatabaseUnavailableException">The database can't be reached, or too many wait for it.</exception>
    public async ValueTask<IReadOnlyDictionary<string, T>> FindAsync(string[] keys, CancellationToken cancelled)
    {
        if (group is null || keys.Length > MostKeys)
        {
            return await database.ReadAsync(session => read(session, keys), cancelled);
        }
        var wanted = new Wanted(keys);
        await group.DoAsync(wanted);
        return wanted.Found;
    }

    private async ValueTask FindAsync(IReadOnlyList<Wanted> all)
    {
        string[] keys = all.Count == 1 ? all[0].Keys : [.. all.SelectMany(static one => one.Keys).Distinct(StringComparer.Ordinal)];
        var found = await database.ReadAsync(session => read(session, keys), CancellationToken.None);
        foreach (var one in all)
        {
            one.Found = found;
        }
    }

    private sealed class Wanted(string[] keys)
    {
        public string[] Keys => keys;

        public IReadOnlyDictionary<string, T> Found { get; set; } = new Dictionary<string, T>();
    }
}
