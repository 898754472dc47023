using Sluice.Storage.Schema;

namespace Sluice.Storage;

/// <summary>
/// One unit of work on one connection: reads that see one state of the data (or, in a writing unit, a transaction that is committed
/// as a whole). The same members on both databases; on SQLite every call has completed when it returns.
/// </summary>
internal abstract class Session
{
    /// <summary>The database's dialect.</summary>
    public abstract Dialect Dialect { get; }

    /// <summary>All rows of a query.</summary>
    public async ValueTask<List<T>> QueryAsync<T>(Sql sql, Func<Row, T> read, params IReadOnlyList<Parameter> parameters)
    {
        var rows = new List<T>();
        await EachAsync(sql, row => rows.Add(read(row)), parameters);
        return rows;
    }

    /// <summary>Each row of a query, one after the other: of any number, none is kept.</summary>
    public abstract ValueTask EachAsync(Sql sql, Action<Row> take, params IReadOnlyList<Parameter> parameters);

    /// <summary>The first row of a query, or null (of a value type: the default) when there is none.</summary>
    public abstract ValueTask<T?> FirstAsync<T>(Sql sql, Func<Row, T> read, params IReadOnlyList<Parameter> parameters);

    /// <summary>Runs several queries in one round trip and leaves the rows in each.</summary>
    public abstract ValueTask ReadTogetherAsync(params IReadOnlyList<Query> queries);

    /// <summary>Runs a statement.</summary>
    /// <returns>How many rows it changed.</returns>
    public abstract ValueTask<int> ExecuteAsync(Sql sql, params IReadOnlyList<Parameter> parameters);

    /// <summary>Inserts rows into one table in the order given; one statement on PostgreSQL, one prepared statement run for each on SQLite.</summary>
    /// <returns>How many rows were inserted or, by the conflict clause, updated.</returns>
    public abstract ValueTask<int> InsertAsync(BulkInsert insert, IReadOnlyList<object?[]> rows);

    /// <summary>Runs a script of the schema, many statements at once.</summary>
    internal abstract ValueTask RunAsync(SchemaScript script);
}

/// <summary>A statement broke a unique key: what it would have written is there already.</summary>
/// <param name="inner">What the driver said, for the log.</param>
internal sealed class DuplicateKeyException(Exception inner) : Exception("a row with this key exists already", inner);

/// <summary>A value can't be stored: it is longer than its column, or holds characters that the database has no form for.</summary>
/// <param name="reason">A sentence for the caller.</param>
/// <param name="inner">What the driver said, for the log.</param>
internal sealed class ValueRefusedException(string reason, Exception inner) : Exception(reason, inner);
