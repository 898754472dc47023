using Sluice.Access.Grants;
using Sluice.Accounts;
using Sluice.Http.Tests.Servers;
using Sluice.Identity;
using Sluice.Identity.Passwords;
using Sluice.Protocol;
using Sluice.Storage;
using Xunit;

namespace Sluice.Http.Tests.Accounts;

/// <summary>
/// Changes of accounts that are under way while an administrator acts: each is held between its check and its write, and what the
/// administrator wanted is what holds in the end.
/// </summary>
public sealed class OutrunTests(PostgresServer postgres)
{
    private const string Stolen = "a-stolen-long-password";

    private static readonly string ResetHash = PasswordHash.Make("what-the-administrator-chose");

    /// <summary>What a caller has under way: he is <c>boss</c>, an administrator; another user is <c>victim</c>.</summary>
    private static readonly Dictionary<string, Func<AccountsHouse, Database, Principal, Task>> Changes = new()
    {
        ["create"] = Route("POST", "users/create", $$"""{"username": "new", "password": "{{Stolen}}"}"""),
        ["reset another's password"] = Route("PATCH", "users/update-password", $$"""{"username": "victim", "password": "{{Stolen}}"}"""),
        ["change his own password"] = Route(
            "PATCH",
            "users/update-password",
            $$"""{"username": "boss", "password": "{{Stolen}}", "current_password": "{{Caller.UsualPassword}}"}"""
        ),
        ["promote"] = Route("PATCH", "users/update-admin", """{"username": "victim", "is_admin": true}"""),
        ["delete"] = Route("DELETE", "users/delete", """{"username": "victim"}"""),
        ["make an experiment"] = async (_, held, boss) =>
            await new GrantStore(new AccountChanges(AccountsHouse.EpochOf(held))).CreatedAsync(boss, ResourceType.Experiment, "7"),
    };

    /// <summary>What an administrator does meanwhile to one of the two.</summary>
    private static readonly Dictionary<string, Func<UserStore, Account, Task>> Acts = new()
    {
        ["reset"] = async (store, account) => Assert.True(await store.ResetHashAsync(Standing.OfServer, account, ResetHash, Cancellation)),
        ["demote"] = async (store, account) => Assert.True(await store.UpdateAdminAsync(Standing.OfServer, account, false, Cancellation)),
        ["remove"] = async (store, account) => Assert.True(await store.DeleteAsync(Standing.OfServer, account, Cancellation)),
        ["make anew"] = async (store, account) =>
        {
            Assert.True(await store.DeleteAsync(Standing.OfServer, account, Cancellation));
            await store.CreateAsync(Standing.OfServer, account.Name, ResetHash, account.IsAdmin, Cancellation);
        },
    };

    /// <summary>What a caller may still do, though something happened to him: it is his own.</summary>
    private static readonly HashSet<(string Change, string Act)> Allowed =
    [
        ("change his own password", "demote"),
        ("make an experiment", "reset"),
        ("make an experiment", "demote"),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task What_an_administrator_does_to_a_caller_is_outrun_by_nothing_of_his(DatabaseKind database)
    {
        await using var house = await AccountsHouse.Make(database, postgres);
        var wrong = new List<string>();
        foreach (var change in Changes.Keys)
        {
            foreach (var act in Acts.Keys)
            {
                var wasWritten = await Held(house, change, act, on: "boss");
                if (wasWritten != Allowed.Contains((change, act)))
                {
                    wrong.Add($"{change} / {act}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Theory, BothDatabases]
    public async Task No_change_lands_on_an_account_that_came_after_the_one_it_was_meant_for(DatabaseKind database)
    {
        await using var house = await AccountsHouse.Make(database, postgres);
        var wrong = new List<string>();
        foreach (var change in (string[])["reset another's password", "promote", "delete"])
        {
            foreach (var act in (string[])["remove", "make anew"])
            {
                if (await Held(house, change, act, on: "victim"))
                {
                    wrong.Add($"{change} / {act}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Theory, BothDatabases]
    public async Task A_change_that_nobody_crosses_is_made(DatabaseKind database)
    {
        await using var house = await AccountsHouse.Make(database, postgres);

        foreach (var change in Changes.Keys)
        {
            Assert.True(await Held(house, change, act: null, on: "boss"), change);
        }
    }

    [Theory, BothDatabases]
    public async Task A_number_of_a_user_is_never_anothers(DatabaseKind database)
    {
        await using var house = await AccountsHouse.Make(database, postgres);
        var given = new List<long>();
        for (var i = 0; i < 4; i++)
        {
            var account = await house.MakeUser("someone");
            given.Add(account.Id);
            await house.Store.DeleteAsync(Standing.OfServer, account, Cancellation);
        }

        Assert.Equal(given.Distinct().Order(), given);
    }

    [Theory, BothDatabases]
    public async Task A_number_that_another_program_gave_is_not_given_again(DatabaseKind database)
    {
        await using var house = await AccountsHouse.Make(database, postgres);
        await house.MakeUser("first");
        await house.Database.WriteAsync(
            static async session =>
            {
                await session.ExecuteAsync(new Sql("INSERT INTO users (username, password_hash, is_admin) VALUES ('other', 'x', false)"));
            },
            Cancellation
        );
        var other = await house.Store.FindAsync("other", Cancellation);
        await house.Store.DeleteAsync(Standing.OfServer, other!, Cancellation);

        Assert.True((await house.MakeUser("next")).Id > other!.Id);
    }

    /// <summary>Holds a change before its write, acts, lets it go on.</summary>
    /// <returns>Whether it was written.</returns>
    private static async Task<bool> Held(AccountsHouse house, string change, string? act, string on)
    {
        foreach (var left in await house.Store.ListAsync(Cancellation))
        {
            await house.Store.DeleteAsync(Standing.OfServer, left, Cancellation);
        }
        await house.MakeUser("boss", isAdmin: true);
        await house.MakeUser("victim");
        var boss = await house.SignIn("boss");
        var held = new HeldDatabase(house.Database);
        var underWay = Changes[change](house, held, boss!);
        await Task.WhenAny(held.Reached, underWay);
        if (act is not null)
        {
            await Acts[act](house.Store, (await house.Store.FindAsync(on, Cancellation))!);
        }
        var before = await house.Picture();
        held.Release();
        try
        {
            await underWay;
        }
        catch (MlflowException refused)
        {
            Assert.Contains(refused.Code.Status, (int[])[400, 403, 404]);
            Assert.Equal(before, await house.Picture());
            return false;
        }
        Assert.NotEqual(before, await house.Picture());
        return true;
    }

    private static Func<AccountsHouse, Database, Principal, Task> Route(string method, string route, string json) =>
        async (house, held, boss) => await house.Call(held, boss, method, route, json);
}
