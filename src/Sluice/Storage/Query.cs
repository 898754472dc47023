namespace Sluice.Storage;

/// <summary>A query whose rows are wanted together with those of others, so that one round trip brings them all.</summary>
internal abstract class Query(Sql sql, IReadOnlyList<Parameter> parameters)
{
    /// <summary>The statement.</summary>
    public Sql Sql { get; } = sql;

    /// <summary>Its values.</summary>
    public IReadOnlyList<Parameter> Parameters { get; } = parameters;

    /// <summary>Forgets what an earlier run read.</summary>
    internal abstract void Clear();

    /// <summary>Takes the current row.</summary>
    internal abstract void Take(Row row);
}

/// <summary>A query and, after <see cref="Session.ReadTogetherAsync"/>, its rows.</summary>
internal sealed class Query<T>(Sql sql, Func<Row, T> read, params IReadOnlyList<Parameter> parameters) : Query(sql, parameters)
{
    /// <summary>The rows.</summary>
    public List<T> Rows { get; } = [];

    internal override void Clear() => Rows.Clear();

    internal override void Take(Row row) => Rows.Add(read(row));
}

/// <summary>A query whose rows belong to keys, which their first column names; and, after its run, the rows key by key.</summary>
/// <param name="sql">The statement; rows of one key mostly follow each other.</param>
/// <param name="keys">The keys that may come, each with its place.</param>
/// <param name="read">Reads a row, from its second column on.</param>
/// <param name="parameters">The statement's values.</param>
internal sealed class QueryByKey<T>(Sql sql, Dictionary<string, int> keys, Func<Row, T> read, params IReadOnlyList<Parameter> parameters)
    : Query(sql, parameters)
{
    private readonly List<T>?[] groups = new List<T>?[keys.Count];
    private string? last;
    private List<T>? lastGroup;

    /// <summary>The rows of the key that has a place.</summary>
    public IReadOnlyList<T> this[int place] => groups[place] ?? [];

    internal override void Clear()
    {
        Array.Clear(groups);
        last = null;
    }

    internal override void Take(Row row)
    {
        var key = row.Name(0);
        if (!ReferenceEquals(key, last) && !string.Equals(key, last, StringComparison.Ordinal))
        {
            lastGroup = groups[keys[key]] ??= [];
        }
        last = key;
        lastGroup!.Add(read(row));
    }
}
