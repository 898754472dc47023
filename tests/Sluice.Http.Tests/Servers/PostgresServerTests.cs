using Npgsql;
using Xunit;

namespace Sluice.Http.Tests.Servers;

/// <summary>The private cluster that the tests run on.</summary>
public sealed class PostgresServerTests(PostgresServer postgres)
{
    [Fact]
    public async Task A_fresh_database_is_empty_and_sorts_by_code_point()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var connection = new NpgsqlConnection(postgres.ConnectionStringOf(await postgres.CreateDatabase(cancellation)));
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(
            "SELECT datcollate FROM pg_database WHERE datname = current_database() AND NOT EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public')",
            connection
        );

        Assert.Equal("C.UTF-8", await command.ExecuteScalarAsync(cancellation));
    }

    [Fact]
    public async Task Two_databases_have_two_addresses()
    {
        var cancellation = TestContext.Current.CancellationToken;

        Assert.NotEqual(await postgres.CreateDatabase(cancellation), await postgres.CreateDatabase(cancellation));
    }
}
