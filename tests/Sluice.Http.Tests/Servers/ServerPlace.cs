using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Sluice.Http.Tests.Servers;

/// <summary>Where a server keeps its things, and what outlives its process: a working folder and two databases.</summary>
public sealed class ServerPlace : IDisposable
{
    private readonly DirectoryInfo folder;

    private ServerPlace(DatabaseKind database, DirectoryInfo folder, string tracking, string accounts)
    {
        Database = database;
        this.folder = folder;
        Tracking = tracking;
        Accounts = accounts;
    }

    /// <summary>The kind of both databases.</summary>
    public DatabaseKind Database { get; }

    /// <summary>The working folder.</summary>
    public string Folder => folder.FullName;

    /// <summary>The address of the tracking database.</summary>
    public string Tracking { get; }

    /// <summary>The address of the account database.</summary>
    public string Accounts { get; }

    /// <summary>Makes an empty folder and, on PostgreSQL, two empty databases.</summary>
    /// <param name="database">The kind.</param>
    /// <param name="postgres">The cluster to make databases in.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <param name="program">Whose spelling of addresses counts; null is the program under test.</param>
    public static async Task<ServerPlace> Make(
        DatabaseKind database,
        PostgresServer postgres,
        CancellationToken cancellation,
        ServerProgram? program = null
    )
    {
        ArgumentNullException.ThrowIfNull(postgres);
        program ??= ServerProgram.UnderTest();
        return database is DatabaseKind.Postgres
            ? Of(
                database,
                program.Address(await postgres.CreateDatabase(cancellation)),
                program.Address(await postgres.CreateDatabase(cancellation))
            )
            : Of(database, "sqlite:///mlflow.db", "sqlite:///auth.db");
    }

    /// <summary>An empty folder, with databases at given addresses.</summary>
    public static ServerPlace Of(DatabaseKind database, string tracking, string accounts) =>
        new(database, Directory.CreateTempSubdirectory("sluice-server-"), tracking, accounts);

    /// <summary>A connection to the tracking database, beside the server's own.</summary>
    public Task<DbConnection> OpenTracking(CancellationToken cancellation) => Open(Tracking, cancellation);

    /// <summary>A connection to the account database, beside the server's own.</summary>
    public Task<DbConnection> OpenAccounts(CancellationToken cancellation) => Open(Accounts, cancellation);

    /// <inheritdoc/>
    public void Dispose() => folder.Delete(recursive: true);

    private async Task<DbConnection> Open(string address, CancellationToken cancellation)
    {
        var connection = Connection(address);
        await connection.OpenAsync(cancellation);
        return connection;
    }

    private DbConnection Connection(string address)
    {
        if (address.StartsWith("sqlite:///", StringComparison.Ordinal))
        {
            var file = Path.Combine(Folder, address["sqlite:///".Length..]);
            return new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString);
        }
        var uri = new Uri(address);
        var user = uri.UserInfo.Split(':');
        return new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder
            {
                Host = uri.Host,
                Port = uri.Port,
                Username = user[0],
                Database = uri.AbsolutePath[1..],
                Pooling = false,
            }.ConnectionString
        );
    }
}
