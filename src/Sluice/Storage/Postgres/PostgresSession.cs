using System.Data.Common;
using Npgsql;
using NpgsqlTypes;
using Sluice.Storage.Schema;

namespace Sluice.Storage.Postgres;

/// <summary>A PostgreSQL connection that is lent to one unit of work. Statements are prepared by the driver after their second use.</summary>
internal sealed class PostgresSession(NpgsqlConnection connection, NameCache names, CancellationToken cancelled) : Session
{
    /// <inheritdoc/>
    public override Dialect Dialect => Dialect.Postgres;

    /// <inheritdoc/>
    public override async ValueTask EachAsync(Sql sql, Action<Row> take, params IReadOnlyList<Parameter> parameters)
    {
        await using var command = Command(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancelled);
        var row = new PostgresRow(reader, names);
        while (await reader.ReadAsync(cancelled))
        {
            take(row);
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<T?> FirstAsync<T>(Sql sql, Func<Row, T> read, params IReadOnlyList<Parameter> parameters)
        where T : default
    {
        await using var command = Command(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancelled);
        return await reader.ReadAsync(cancelled) ? read(new PostgresRow(reader, names)) : default;
    }

    /// <inheritdoc/>
    public override async ValueTask ReadTogetherAsync(params IReadOnlyList<Query> queries)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var query in queries)
        {
            query.Clear();
            var command = new NpgsqlBatchCommand(query.Sql.Text(Dialect.Postgres));
            Bind(command.Parameters, query.Sql, query.Parameters);
            batch.BatchCommands.Add(command);
        }
        await using var reader = await batch.ExecuteReaderAsync(cancelled);
        foreach (var query in queries)
        {
            var row = new PostgresRow(reader, names);
            while (await reader.ReadAsync(cancelled))
            {
                query.Take(row);
            }
            await reader.NextResultAsync(cancelled);
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ExecuteAsync(Sql sql, params IReadOnlyList<Parameter> parameters)
    {
        await using var command = Command(sql, parameters);
        return await command.ExecuteNonQueryAsync(cancelled);
    }

    /// <inheritdoc/>
    public override async ValueTask<int> InsertAsync(BulkInsert insert, IReadOnlyList<object?[]> rows)
    {
        if (rows.Count == 0)
        {
            return 0;
        }
        await using var command = NewCommand(insert.Postgres);
        for (var column = 0; column < insert.Columns.Length; column++)
        {
            command.Parameters.Add(Array(insert.Columns[column].Type, rows, column));
        }
        return await command.ExecuteNonQueryAsync(cancelled);
    }

    internal override async ValueTask RunAsync(SchemaScript script)
    {
        await using var command = NewCommand(script.Text);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancelled);
    }

    private NpgsqlCommand Command(Sql sql, IReadOnlyList<Parameter> parameters)
    {
        var command = NewCommand(sql.Text(Dialect.Postgres));
        Bind(command.Parameters, sql, parameters);
        return command;
    }

#pragma warning disable CA2100 // The text comes from Sql, BulkInsert or SchemaScript, which take constants alone.
    private NpgsqlCommand NewCommand(string text) => new(text, connection);
#pragma warning restore CA2100

    private static void Bind(DbParameterCollection into, Sql sql, IReadOnlyList<Parameter> parameters)
    {
        foreach (var name in sql.Names)
        {
            into.Add(Typed(Find(parameters, name)));
        }
    }

    private static object? Find(IReadOnlyList<Parameter> parameters, string name)
    {
        for (var i = 0; i < parameters.Count; i++)
        {
            if (parameters[i].Name == name)
            {
                return parameters[i].Value;
            }
        }
        throw new ArgumentException($"the statement's parameter @{name} has no value");
    }

    private static NpgsqlParameter Typed(object? value) =>
        value switch
        {
            null => new NpgsqlParameter { Value = DBNull.Value },
            string text => new NpgsqlParameter<string> { TypedValue = text, NpgsqlDbType = NpgsqlDbType.Text },
            long number => new NpgsqlParameter<long> { TypedValue = number },
            int number => new NpgsqlParameter<long> { TypedValue = number },
            double number => new NpgsqlParameter<double> { TypedValue = number },
            bool truth => new NpgsqlParameter<bool> { TypedValue = truth },
            string[] texts => new NpgsqlParameter<string[]> { TypedValue = texts, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
            long[] numbers => new NpgsqlParameter<long[]> { TypedValue = numbers },
            _ => throw new ArgumentException($"a parameter can't be a {value.GetType()}"),
        };

    private static NpgsqlParameter Array(ColumnType type, IReadOnlyList<object?[]> rows, int column)
    {
        switch (type)
        {
            case ColumnType.Text:
                var texts = new string?[rows.Count];
                for (var i = 0; i < texts.Length; i++)
                {
                    texts[i] = (string?)rows[i][column];
                }
                return new NpgsqlParameter<string?[]> { TypedValue = texts, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
            case ColumnType.Integer:
                var numbers = new long[rows.Count];
                for (var i = 0; i < numbers.Length; i++)
                {
                    numbers[i] = (long)rows[i][column]!;
                }
                return new NpgsqlParameter<long[]> { TypedValue = numbers };
            case ColumnType.Real:
                var reals = new double[rows.Count];
                for (var i = 0; i < reals.Length; i++)
                {
                    reals[i] = (double)rows[i][column]!;
                }
                return new NpgsqlParameter<double[]> { TypedValue = reals };
            case ColumnType.Boolean:
                var truths = new bool[rows.Count];
                for (var i = 0; i < truths.Length; i++)
                {
                    truths[i] = (bool)rows[i][column]!;
                }
                return new NpgsqlParameter<bool[]> { TypedValue = truths };
            default:
                throw new ArgumentOutOfRangeException(nameof(type));
        }
    }
}
