using Sluice.Protocol;
using Sluice.Search;
using Sluice.Storage;

namespace Sluice.Tracking.Runs.Search;

/// <summary>
/// Which values of params and tags few runs have. The runs of a value are counted in the index of the values, no further than to
/// <see cref="Few"/>, and what was found holds for a while: a value that became common meanwhile costs time, and nothing else. Safe for
/// many callers at once.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="isIndexed">Whether it has the index of the values; no value is rare without.</param>
/// <param name="clock">The time.</param>
internal sealed class RareValues(Database database, bool isIndexed, TimeProvider clock)
{
    /// <summary>
    /// A page of newest runs that have a more common value is found soon by looking at one run after the other; a rarer one costs at most
    /// a few milliseconds.
    /// </summary>
    internal const int Few = 1000;

    /// <summary>Values that are remembered at most; a power of two.</summary>
    internal const int Places = 1024;

    internal static readonly TimeSpan Age = TimeSpan.FromSeconds(10);

    private readonly Known?[] places = new Known?[Places];

    /// <summary>How many are remembered.</summary>
    internal int Count => places.Count(static place => place is not null);

    /// <summary>Those of some conditions (<see cref="RunsByKey.Candidates"/>) that few runs meet.</summary>
    /// <exception cref="MlflowException">The database can't take a value.</exception>
    /// <exception cref="DatabaseUnavailableException">The database can't be reached, or too many wait for it.</exception>
    public async ValueTask<IReadOnlyList<Condition>> AmongAsync(IReadOnlyList<Condition> candidates, CancellationToken cancelled)
    {
        if (!isIndexed || candidates.Count == 0)
        {
            return [];
        }
        var rare = new List<Condition>();
        var unknown = new List<Condition>();
        foreach (var condition in candidates)
        {
            var known = places[Place(condition)];
            if (known is null || known.Condition != condition || clock.GetElapsedTime(known.Time) >= Age)
            {
                unknown.Add(condition);
            }
            else if (known.IsRare)
            {
                rare.Add(condition);
            }
        }
        if (unknown.Count > 0)
        {
            rare.AddRange(await CountAsync(unknown, cancelled));
        }
        return rare;
    }

    private async ValueTask<IEnumerable<Condition>> CountAsync(List<Condition> conditions, CancellationToken cancelled)
    {
        var sql = new SqlBuilder(database.Dialect);
        sql.Add("SELECT ");
        for (var i = 0; i < conditions.Count; i++)
        {
            _ = i == 0 ? sql : sql.Add(", ");
            RunsByKey.WriteCount(sql, conditions[i], Few + 1);
        }
        var time = clock.GetTimestamp();
        var statement = sql.Build();
        var counts = await database.ReadAsync(
            session => session.FirstAsync(statement, row => conditions.Select((_, column) => row.Int64(column)).ToArray(), sql.Parameters),
            cancelled
        );
        for (var i = 0; i < conditions.Count; i++)
        {
            places[Place(conditions[i])] = new Known(conditions[i], counts![i] <= Few, time);
        }
        return conditions.Where((_, i) => counts![i] <= Few);
    }

    private static int Place(Condition condition) =>
        HashCode.Combine(condition.Field.Kind, condition.Key, condition.Operand) & (Places - 1);

    private sealed record Known(Condition Condition, bool IsRare, long Time);
}
