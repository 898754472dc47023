using System.Text.Json;
using Microsoft.Data.Sqlite;
using Sluice.Storage;
using Sluice.Storage.Schema;

namespace Sluice.Tests.Search;

/// <summary>A SQLite database in memory with MLflow's schema, on which the SQL of a search is run as it is.</summary>
internal sealed class SearchDatabase : IDisposable
{
    private readonly SqliteConnection connection = new("Data Source=:memory:");

    public SearchDatabase()
    {
        connection.Open();
        Execute(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "contract", "schema", "tracking-sqlite.sql")));
        Execute("PRAGMA foreign_keys = ON");
        Execute("PRAGMA case_sensitive_like = true");
    }

    /// <summary>Makes the indexes that Sluice keeps beside MLflow's.</summary>
    public void MakeIndexes()
    {
        foreach (var index in SchemaDefinition.Tracking.Indexes)
        {
            Execute(index.Sqlite.Text);
        }
    }

    /// <summary>Ids by symbol, like <c>run:r1</c>.</summary>
    public Dictionary<string, string> Symbols { get; } = [];

    /// <summary>A text with the ids in the place of <c>${kind:name}</c>.</summary>
    public string Resolve(string text)
    {
        foreach (var (symbol, id) in Symbols)
        {
            text = text.Replace($"${{{symbol}}}", id);
        }
        return text;
    }

    /// <summary>The name of the symbol of an id.</summary>
    public string NameOf(string kind, string id) =>
        Symbols.First(symbol => symbol.Value == id && symbol.Key.StartsWith(kind + ":")).Key[(kind.Length + 1)..];

    /// <summary>Runs a statement with values in the order of @p0, @p1 ...</summary>
    public void Execute(string sql, params object?[] values)
    {
        using var command = Command(sql, values);
        command.ExecuteNonQuery();
    }

    /// <summary>The first column of what a search's statement gives, as text.</summary>
    public List<string> Query(SqlBuilder sql)
    {
        using var command = Command(sql.Build().Text(Dialect.Sqlite), [.. sql.Parameters.Select(parameter => parameter.Value)]);
        using var reader = command.ExecuteReader();
        var result = new List<string>();
        while (reader.Read())
        {
            result.Add(reader.GetString(0));
        }
        return result;
    }

    /// <summary>How SQLite goes about a search's statement.</summary>
    public string Plan(SqlBuilder sql)
    {
        using var command = Command(
            "EXPLAIN QUERY PLAN " + sql.Build().Text(Dialect.Sqlite),
            [.. sql.Parameters.Select(parameter => parameter.Value)]
        );
        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read())
        {
            lines.Add(reader.GetString(3));
        }
        return string.Join('\n', lines);
    }

    public void Dispose() => connection.Dispose();

    private SqliteCommand Command(string sql, object?[] values)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is what is tested.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i] is Array array ? JsonSerializer.Serialize<object>(array) : values[i];
            command.Parameters.AddWithValue($"@p{i}", value ?? DBNull.Value);
        }
        return command;
    }
}
