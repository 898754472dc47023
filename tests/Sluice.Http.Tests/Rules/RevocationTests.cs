using Sluice.Http.Tests.Servers;
using Xunit;

namespace Sluice.Http.Tests.Rules;

/// <summary>Two servers on one set of databases, both with warm caches: what changes on one holds on the other at its next request.</summary>
public sealed class RevocationTests(PostgresServer postgres)
{
    private const string NewPassword = "another-long-password";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_change_of_accounts_acts_at_once_on_every_server(DatabaseKind database)
    {
        using var place = await ServerPlace.Make(database, postgres, Cancellation);
        var options = new ServerOptions
        {
            Ini = new Dictionary<string, string> { ["default_permission"] = "NO_PERMISSIONS", ["auth_cache_ttl_seconds"] = "3600" },
        };
        await using var one = await SluiceServer.StartAt(place, options, Cancellation);
        await using var two = await SluiceServer.StartAt(place, options, Cancellation);
        var experiment = await one.Admin().MakeExperiment();
        foreach (var round in Enumerable.Range(0, 5))
        {
            var name = $"user{round}";
            await one.Admin().MakeUser(name);
            var (here, there) = (one.As(name), two.As(name));
            await Warm(here, there);

            // Grants.
            await one.Grant((name, "experiment", experiment, "READ"));
            Assert.Equal(200, (await there.Get($"experiments/get?experiment_id={experiment}")).Status);
            await one.Grant((name, "experiment", experiment, "DENY"));
            Assert.Equal(403, (await there.Get($"experiments/get?experiment_id={experiment}")).Status);

            // The creator's grant of one server on the other.
            var made = await here.MakeExperiment();
            Assert.Equal(200, (await there.Get($"experiments/get?experiment_id={made}")).Status);

            // The admin flag.
            await one.Admin().Done("PATCH", "users/update-admin", $$"""{"username": "{{name}}", "is_admin": true}""");
            Assert.Equal(200, (await there.Get($"experiments/get?experiment_id={experiment}")).Status);
            await one.Admin().Done("PATCH", "users/update-admin", $$"""{"username": "{{name}}", "is_admin": false}""");
            Assert.Equal(403, (await there.Get($"experiments/get?experiment_id={experiment}")).Status);

            // The password.
            await one.Admin().Done("PATCH", "users/update-password", $$"""{"username": "{{name}}", "password": "{{NewPassword}}"}""");
            Assert.Equal(401, (await there.Get("/version")).Status);
            Assert.Equal(200, (await (there with { Password = NewPassword }).Get("/version")).Status);

            // The user.
            await Warm(here with { Password = NewPassword }, there with { Password = NewPassword });
            await one.Admin().Done("DELETE", "users/delete", $$"""{"username": "{{name}}"}""");
            Assert.Equal(401, (await (there with { Password = NewPassword }).Get("/version")).Status);
        }
    }

    [Theory, BothDatabases]
    public async Task A_change_acts_at_once_under_load_on_the_other_server(DatabaseKind database)
    {
        using var place = await ServerPlace.Make(database, postgres, Cancellation);
        await using var one = await SluiceServer.StartAt(place, options: null, Cancellation);
        await using var two = await SluiceServer.StartAt(place, options: null, Cancellation);
        await one.Admin().MakeUser("victim");
        await Warm(one.As("victim"), two.As("victim"));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        Task<int>[] load = [.. Enumerable.Range(0, 8).Select(_ => Load(two, stop.Token))];

        await one.Admin().Done("DELETE", "users/delete", """{"username": "victim"}""");
        var after = new List<int>();
        for (var i = 0; i < 20; i++)
        {
            after.Add((await two.As("victim").Get("/version")).Status);
        }
        await stop.CancelAsync();

        Assert.All(after, status => Assert.Equal(401, status));
        Assert.All(await Task.WhenAll(load), served => Assert.True(served > 0));
    }

    private static async Task<int> Load(SluiceServer server, CancellationToken stop)
    {
        var served = 0;
        while (!stop.IsCancellationRequested)
        {
            Assert.Equal(200, (await server.Admin().Get("/version")).Status);
            served++;
        }
        return served;
    }

    private static async Task Warm(params Caller[] callers)
    {
        foreach (var caller in callers)
        {
            Assert.Equal(200, (await caller.Get("/version")).Status);
            Assert.Equal(200, (await caller.Get("/version")).Status);
        }
    }
}
