using System.Data.Common;
using System.Globalization;
using Xunit;

namespace Sluice.Http.Tests.Servers;

/// <summary>SQL beside a running server, for tests that set up or look up what no route offers.</summary>
internal static class DatabaseConnections
{
    /// <summary>Runs a statement; its parameters are named <c>@p0</c>, <c>@p1</c> in the order of the values.</summary>
    public static async Task Execute(this DbConnection connection, string sql, params object[] values)
    {
        await using var command = Command(connection, sql, values);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The first column of the first row as text; null when there is no row.</summary>
    public static async Task<string?> Ask(this DbConnection connection, string sql, params object[] values)
    {
        await using var command = Command(connection, sql, values);
        return Convert.ToString(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);
    }

    private static DbCommand Command(DbConnection connection, string sql, object[] values)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constant texts of the tests; values are parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"p{i}";
            parameter.Value = values[i];
            command.Parameters.Add(parameter);
        }
        return command;
    }
}
