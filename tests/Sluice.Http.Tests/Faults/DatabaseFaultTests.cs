using System.Diagnostics;
using Sluice.Http.Tests.Servers;
using Sluice.Http.Tests.Wire;
using Xunit;

namespace Sluice.Http.Tests.Faults;

/// <summary>What the server stands on fails: full, locked, read-only or gone. It says so, and serves again when it is back.</summary>
public sealed class DatabaseFaultTests(FaultServers servers, PostgresServer postgres) : IClassFixture<FaultServers>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private const string Search = """{"experiment_ids": ["0"]}""";

    private const string WhoWaitForRuns = """
        SELECT count(*) FROM pg_locks
        WHERE NOT granted AND relation = 'runs'::regclass
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """;

    private static readonly ServerOptions TwoConnections = new()
    {
        Environment = new Dictionary<string, string>
        {
            ["MLFLOW_SQLALCHEMYSTORE_POOL_SIZE"] = "1",
            ["MLFLOW_SQLALCHEMYSTORE_MAX_OVERFLOW"] = "1",
        },
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PostgreSQL_that_goes_and_comes_back_needs_no_restart_of_the_server()
    {
        await using var cluster = new PostgresServer();
        await using var server = await SluiceServer.Start(DatabaseKind.Postgres, cluster, options: null, Cancellation);
        var run = await server.Admin().MakeRun("0");
        Assert.Equal(200, (await Tag(server, run, "before")).Status);

        await cluster.Stop(Cancellation);

        for (var i = 0; i < 5; i++)
        {
            Unavailable(await Tag(server, run, "during"));
            Unavailable(await server.Admin().Get($"runs/get?run_id={run}"));
            Unavailable(await server.As("nobody").Get("/version"));
        }
        Assert.Equal(200, (await server.Anonymous().Get("/health")).Status);

        await cluster.StartAgain(Cancellation);

        Assert.True(
            await Deadline.HoldsWithin(Limit, async _ => (await Tag(server, run, "after")).Status == 200, Cancellation),
            server.Output
        );
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(200, (await server.Admin().Get($"runs/get?run_id={run}")).Status);
        }
        var data = (await server.Admin().Get($"runs/get?run_id={run}")).Text;
        Assert.Contains("before", data, StringComparison.Ordinal);
        Assert.DoesNotContain("during", data, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_value_that_the_database_refuses_harms_no_other_request(DatabaseKind database)
    {
        var server = await servers.On(database);
        var run = await server.Admin().MakeRun("0");

        foreach (var name in (string[])[run, "\\u0000", run, run, "\\u0000", run])
        {
            var answer = await server.Admin().Post("runs/set-tag", $$"""{"run_id": "{{name}}", "key": "k", "value": "v"}""");
            Assert.True(
                name == run ? answer.Status == 200 : answer.Status is 400 or 404,
                $"{answer.Status} {answer.Text}\n{server.Output}"
            );
        }
    }

    [Fact]
    public async Task A_start_without_PostgreSQL_ends_with_a_reason()
    {
        var address = $"postgresql://someone:a-planted-secret@127.0.0.1:{Loopback.FreePort()}/nothing";
        using var place = ServerPlace.Of(DatabaseKind.Postgres, address, address);

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => SluiceServer.StartAt(place, options: null, Cancellation));

        Assert.Contains("ended with 1 ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("can't be reached", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("a-planted-secret", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_all_connections_are_taken_the_next_request_is_told_to_come_later()
    {
        var made = await servers.On(DatabaseKind.Postgres);
        var run = await made.Admin().MakeRun("0");
        using var place = ServerPlace.Of(DatabaseKind.Postgres, made.Place.Tracking + "?connect_timeout=2", made.Place.Accounts);
        await using var server = await SluiceServer.StartAt(place, TwoConnections, Cancellation);
        await using var other = await made.Place.OpenTracking(Cancellation);
        await other.Execute("BEGIN");
        await other.Execute("LOCK TABLE runs IN ACCESS EXCLUSIVE MODE");

        var waiting = Enumerable.Range(0, 2).Select(_ => server.Admin().Post("runs/search", Search)).ToList();
        Assert.True(await Deadline.HoldsWithin(Limit, async _ => await other.Ask(WhoWaitForRuns) == "2", Cancellation), server.Output);
        Unavailable(await server.Admin().Get($"runs/get?run_id={run}"));
        await other.Execute("ROLLBACK");

        Assert.True((await Task.WhenAll(waiting)).All(answer => answer.Status == 200), server.Output);
        await SearchAtOnce(server);
    }

    [Fact]
    public async Task Without_a_limit_of_time_requests_wait_until_a_connection_is_free()
    {
        var made = await servers.On(DatabaseKind.Postgres);
        using var place = ServerPlace.Of(DatabaseKind.Postgres, made.Place.Tracking + "?connect_timeout=0", made.Place.Accounts);
        await using var server = await SluiceServer.StartAt(place, TwoConnections, Cancellation);

        await SearchAtOnce(server);
    }

    [Fact]
    public async Task A_start_on_a_database_that_is_not_there_names_it()
    {
        var made = await servers.On(DatabaseKind.Postgres);
        var address = made.Place.Tracking + "_of_another_name";
        using var place = ServerPlace.Of(DatabaseKind.Postgres, address, made.Place.Accounts);

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => SluiceServer.StartAt(place, options: null, Cancellation));

        Assert.Contains("ended with 1 ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("no such database", failure.Message, StringComparison.Ordinal);
        Assert.Contains("_of_another_name", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_locked_SQLite_database_is_busy_and_serves_again_when_it_is_free(bool accounts)
    {
        var server = await servers.On(DatabaseKind.Sqlite);
        var run = await server.Admin().MakeRun("0");
        await using var other = accounts ? await server.Place.OpenAccounts(Cancellation) : await server.Place.OpenTracking(Cancellation);
        await other.Execute("BEGIN EXCLUSIVE");

        var watch = Stopwatch.StartNew();
        var refused = await Write(server, run, accounts);
        var waited = watch.Elapsed;
        // Who only reads is not hindered.
        var read = await server.Admin().Get($"runs/get?run_id={run}");
        await other.Execute("ROLLBACK");

        Unavailable(refused);
        Assert.Equal(200, read.Status);
        Assert.True(waited < Limit, $"it took {waited}");
        Assert.Equal(200, (await Write(server, run, accounts)).Status);
    }

    [Fact]
    public async Task A_write_waits_for_a_lock_that_goes_away()
    {
        var server = await servers.On(DatabaseKind.Sqlite);
        var run = await server.Admin().MakeRun("0");
        await using var other = await server.Place.OpenTracking(Cancellation);
        await other.Execute("BEGIN IMMEDIATE");
        Task<RawResponse>[] waiting = [.. Enumerable.Range(0, 5).Select(i => Tag(server, run, $"waiting{i}"))];
        Assert.Equal(200, (await server.Admin().Get($"runs/get?run_id={run}")).Status);
        Assert.All(waiting, task => Assert.False(task.IsCompleted));

        await other.Execute("ROLLBACK");

        Assert.All(await Task.WhenAll(waiting), answer => Assert.Equal(200, answer.Status));
    }

    [Fact]
    public async Task A_read_only_SQLite_database_ends_the_start_with_a_reason()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can start a server as another user");
        using var place = await ServerPlace.Make(DatabaseKind.Sqlite, postgres, Cancellation);
        await using (await SluiceServer.StartAt(place, options: null, Cancellation)) { }
        await Mode("0444", Path.Combine(place.Folder, "mlflow.db"));
        await Mode("0755", place.Folder);
        var options = new ServerOptions { Wrapper = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] };

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => SluiceServer.StartAt(place, options, Cancellation));

        Assert.Contains("ended with 1 ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("read-only", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_refuses_writes_and_loses_nothing()
    {
        using var place = await ServerPlace.Make(DatabaseKind.Sqlite, postgres, Cancellation);
        await using var disk = await SmallDisk.Mount(place.Folder, Cancellation);
        Assert.SkipWhen(disk is null, "no small disk can be mounted here: that takes root and the right to mount");
        var options = new ServerOptions { Flags = new Dictionary<string, string?> { ["--artifacts-destination"] = "./artifacts" } };
        await using var server = await SluiceServer.StartAt(place, options, Cancellation);
        var run = await server.Admin().MakeRun("0");
        Assert.Equal(200, (await Tag(server, run, "before")).Status);
        await server.Admin().Done("PUT", "/api/2.0/mlflow-artifacts/artifacts/0/old.bin", "old");
        var acknowledged = new List<string>();

        disk!.Fill();
        RawResponse refused;
        do
        {
            var key = $"full{acknowledged.Count}";
            refused = await server
                .Admin()
                .Post("runs/set-tag", $$"""{"run_id": "{{run}}", "key": "{{key}}", "value": "{{new string('x', 4000)}}"}""");
            if (refused.Status == 200)
            {
                acknowledged.Add(key);
            }
        } while (refused.Status == 200 && acknowledged.Count < 5000);
        var upload = await server.Admin().Send("PUT", "/api/2.0/mlflow-artifacts/artifacts/0/new.bin", new string('x', 1_000_000));
        var overwrite = await server.Admin().Send("PUT", "/api/2.0/mlflow-artifacts/artifacts/0/old.bin", new string('x', 1_000_000));

        Unavailable(refused);
        Assert.Equal((503, 503), (upload.Status, overwrite.Status));
        Assert.Equal(200, (await server.Admin().Get($"runs/get?run_id={run}")).Status);
        Assert.Equal(404, (await server.Admin().Get("/api/2.0/mlflow-artifacts/artifacts/0/new.bin")).Status);
        Assert.Equal("old", (await server.Admin().Get("/api/2.0/mlflow-artifacts/artifacts/0/old.bin")).Text);

        disk.Empty();
        Assert.True(
            await Deadline.HoldsWithin(Limit, async _ => (await Tag(server, run, "after")).Status == 200, Cancellation),
            server.Output
        );
        var data = (await server.Admin().Get($"runs/get?run_id={run}")).Text;
        Assert.All(acknowledged.Append("before").Append("after"), key => Assert.Contains($"\"{key}\"", data, StringComparison.Ordinal));
        Assert.Empty(Directory.GetFiles(Path.Combine(place.Folder, "artifacts", ".sluice-uploads")));
    }

    private static async Task Mode(string mode, string path)
    {
        using var process = Process.Start("chmod", [mode, path]);
        await process.WaitForExitAsync(Cancellation);
    }

    private static Task<RawResponse> Tag(SluiceServer server, string run, string key) =>
        server.Admin().Post("runs/set-tag", $$"""{"run_id": "{{run}}", "key": "{{key}}", "value": "v"}""");

    private static Task<RawResponse> Write(SluiceServer server, string run, bool accounts) =>
        accounts
            ? server.Admin().Post("users/create", $$"""{"username": "u{{Guid.NewGuid():N}}", "password": "{{Caller.UsualPassword}}"}""")
            : Tag(server, run, "k");

    private static async Task SearchAtOnce(SluiceServer server)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => server.Admin().Post("runs/search", Search)));
        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
    }

    private static void Unavailable(RawResponse answer)
    {
        Assert.True(answer.Status == 503, $"{answer.Status} {answer.Text}");
        Assert.True(answer.Headers.ContainsKey("Retry-After"));
        Assert.Contains("TEMPORARILY_UNAVAILABLE", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(".db", answer.Text, StringComparison.Ordinal);
    }
}
