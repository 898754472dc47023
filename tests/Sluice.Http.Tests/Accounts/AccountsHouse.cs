using System.Text;
using Npgsql;
using Sluice.Access.Grants;
using Sluice.Accounts;
using Sluice.Http.Tests.Servers;
using Sluice.Identity;
using Sluice.Identity.Epochs;
using Sluice.Identity.Passwords;
using Sluice.Protocol.Answers;
using Sluice.Protocol.Routes;
using Sluice.Storage;
using Sluice.Storage.Postgres;
using Sluice.Storage.Schema;
using Sluice.Storage.Sqlite;
using Xunit;

namespace Sluice.Http.Tests.Accounts;

/// <summary>The accounts of a server without the server, so that a test can stand between a change's check and its write.</summary>
internal sealed class AccountsHouse : IAsyncDisposable
{
    private static readonly string UsualHash = PasswordHash.Make(Caller.UsualPassword);

    private static readonly Sql Users = new("SELECT id, username, password_hash, is_admin FROM users ORDER BY id");

    private static readonly Sql Grants = new(
        "SELECT role_id, resource_type, resource_pattern, permission FROM role_permissions ORDER BY id"
    );

    private AccountsHouse(Database database) => Database = database;

    /// <summary>The database.</summary>
    public Database Database { get; }

    /// <summary>Where passwords are hashed.</summary>
    public HashLane Lane { get; } = new(threads: 2);

    /// <summary>The users, as an administrator who isn't held changes them.</summary>
    public UserStore Store => new(Database, new AccountChanges(EpochOf(Database)));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Makes empty accounts.</summary>
    public static async Task<AccountsHouse> Make(DatabaseKind kind, PostgresServer postgres)
    {
        Database database =
            kind == DatabaseKind.Sqlite
                ? SqliteDatabase.Open(path: null, ownerOnly: false)
                : PostgresDatabase.Open(
                    new NpgsqlConnectionStringBuilder(postgres.ConnectionStringOf(await postgres.CreateDatabase(Cancellation)))
                );
        await SchemaKeeper.EnsureAsync(database, SchemaDefinition.Accounts, static _ => { });
        return new AccountsHouse(database);
    }

    /// <summary>The accounts' epoch, as another process sees it.</summary>
    public static AuthEpoch EpochOf(Database database) => new StoredEpoch(database, TimeProvider.System);

    /// <summary>Makes an account.</summary>
    public ValueTask<Account> MakeUser(string name, bool isAdmin = false, string? hash = null) =>
        Store.CreateAsync(Standing.OfServer, name, hash ?? UsualHash, isAdmin, Cancellation);

    /// <summary>Who signs in with a name and a password; null for nobody.</summary>
    public async Task<Principal?> SignIn(string name, string password = Caller.UsualPassword, Database? through = null) =>
        (
            await new AccountPasswords(new CredentialStore(Database), EpochOf(through ?? Database), Lane).CheckAsync(
                name,
                password,
                known: null
            )
        ).Principal;

    /// <summary>Calls a route of users as the server does after the sign-in.</summary>
    public ValueTask<Answer> Call(Database through, Principal caller, string method, string route, string json)
    {
        var table = new EndpointTable();
        new UserEndpoints(new UserStore(through, new AccountChanges(EpochOf(through))), Lane).AddTo(table);
        Assert.True(table.TryFind($"/api/2.0/mlflow/{route}", out var methods, out var parts));
        return methods[method]
            .RunAsync(
                new Call(caller, new GrantCache(null, Permission.Read, 1), epoch: 0, Stream.Null, Cancellation),
                new Request(new Dictionary<string, List<string>>(), Encoding.UTF8.GetBytes(json), "application/json", parts)
            );
    }

    /// <summary>All users and grants, to be compared.</summary>
    public async Task<string> Picture() =>
        await Database.ReadAsync(
            async session =>
                string.Join(
                    '\n',
                    [
                        .. await session.QueryAsync(Users, static row => $"{row.Int64(0)} {row.Text(1)} {row.TextOrNull(2)} {row.Bool(3)}"),
                        .. await session.QueryAsync(Grants, static row => $"{row.Int64(0)} {row.Text(1)} {row.Text(2)} {row.Text(3)}"),
                    ]
                ),
            Cancellation
        );

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Lane.Dispose();
        await Database.DisposeAsync();
    }
}
