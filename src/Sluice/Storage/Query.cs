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
