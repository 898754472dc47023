using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Sluice.Http.Tests.Servers;
using Xunit;

namespace Sluice.Http.Tests.Faults;

/// <summary>Starts that go well, starts that must end with a reason, and stops.</summary>
public sealed class StartTests(PostgresServer postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task Ten_servers_start_at_once_on_empty_databases(DatabaseKind database)
    {
        using var place = await ServerPlace.Make(database, postgres, Cancellation);

        var servers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => SluiceServer.StartAt(place, options: null, Cancellation)));

        try
        {
            Assert.All(
                await Task.WhenAll(servers.Select(server => server.Admin().Get("experiments/get?experiment_id=0"))),
                answer => Assert.Equal(200, answer.Status)
            );
            await using var accounts = await place.OpenAccounts(Cancellation);
            Assert.Equal("1", await accounts.Ask("SELECT count(*) FROM users"));
            await using var tracking = await place.OpenTracking(Cancellation);
            Assert.Equal("1", await tracking.Ask("SELECT count(*) FROM experiments"));
            Assert.Equal("1", await tracking.Ask("SELECT count(*) FROM alembic_version"));
        }
        finally
        {
            await Task.WhenAll(servers.Select(server => server.DisposeAsync().AsTask()));
        }
    }

    [Fact]
    public async Task A_user_with_all_privileges_on_the_database_gets_a_schema_of_his_own()
    {
        // The statements of the guide, word for word but for the names.
        await Sql(
            await postgres.CreateDatabase(Cancellation),
            """CREATE DATABASE "auth-guide" """,
            "CREATE USER mlflow_guide WITH PASSWORD 'x'",
            """GRANT ALL PRIVILEGES ON DATABASE "auth-guide" TO mlflow_guide"""
        );
        var address = (await postgres.CreateDatabase(Cancellation)).Replace("postgres@", "mlflow_guide:x@", StringComparison.Ordinal);
        address = address[..(address.LastIndexOf('/') + 1)] + "auth-guide";
        using var place = ServerPlace.Of(DatabaseKind.Postgres, address, address);
        for (var start = 0; start < 2; start++)
        {
            await using var server = await SluiceServer.StartAt(place, options: null, Cancellation);
            Assert.Equal(200, (await server.Admin().Get("experiments/get?experiment_id=0")).Status);
        }

        await using var connection = await place.OpenAccounts(Cancellation);
        Assert.Equal("mlflow_guide", await connection.Ask("SELECT schemaname FROM pg_tables WHERE tablename = 'users'"));
        Assert.Equal("mlflow_guide", await connection.Ask("SELECT schemaname FROM pg_tables WHERE tablename = 'experiments'"));
    }

    [Fact]
    public async Task A_user_who_may_make_nothing_is_told_what_to_grant()
    {
        var made = await postgres.CreateDatabase(Cancellation);
        await Sql(made, "CREATE USER nothing_allowed WITH PASSWORD 'x'");
        var address = made.Replace("postgres@", "nothing_allowed:x@", StringComparison.Ordinal);
        using var place = ServerPlace.Of(DatabaseKind.Postgres, address, address);

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => SluiceServer.StartAt(place, options: null, Cancellation));

        Assert.Contains("ended with 1 ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("GRANT CREATE ON DATABASE", failure.Message, StringComparison.Ordinal);
        Assert.Contains("TO nothing_allowed", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Indexes_that_are_missing_are_made_by_who_may_and_named_to_who_may_not()
    {
        const string Index = "sluice_params_by_value";
        var made = await postgres.CreateDatabase(Cancellation);
        using var place = ServerPlace.Of(DatabaseKind.Postgres, made, made);
        await using (var server = await SluiceServer.StartAt(place, options: null, Cancellation))
        {
            Assert.DoesNotContain("Making the index", server.Output, StringComparison.Ordinal);
        }
        await Sql(
            made,
            $"DROP INDEX {Index}",
            "CREATE USER reads_and_writes WITH PASSWORD 'x'",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO reads_and_writes",
            "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO reads_and_writes"
        );
        var address = made.Replace("postgres@", "reads_and_writes:x@", StringComparison.Ordinal);
        using var other = ServerPlace.Of(DatabaseKind.Postgres, address, address);
        await using (var server = await SluiceServer.StartAt(other, options: null, Cancellation))
        {
            Assert.Contains($"Run as the owner of params: CREATE INDEX IF NOT EXISTS {Index} ON", server.Output, StringComparison.Ordinal);
            var run = await server.Admin().MakeRun(await server.Admin().MakeExperiment());
            Assert.Equal(200, (await server.Admin().Get($"runs/get?run_id={run}")).Status);
        }
        await using var connection = await place.OpenTracking(Cancellation);
        Assert.Equal("0", await connection.Ask("SELECT count(*) FROM pg_indexes WHERE indexname = @p0", Index));

        await using var last = await SluiceServer.StartAt(place, options: null, Cancellation);
        Assert.Contains($"Making the index {Index} on params.", last.Output, StringComparison.Ordinal);
        Assert.Equal("1", await connection.Ask("SELECT count(*) FROM pg_indexes WHERE indexname = @p0", Index));
    }

    [Fact]
    public async Task Accounts_of_a_working_folder_that_cannot_be_written_go_into_the_tracking_database_in_PostgreSQL()
    {
        using var place = await ServerPlace.Make(DatabaseKind.Postgres, postgres, Cancellation);
        for (var start = 0; start < 2; start++)
        {
            await using var server = await SluiceServer.StartAt(place, InReadOnlyFolder(place.Tracking), Cancellation);

            Assert.Contains("WARNING: The accounts can't be kept in ", server.Output, StringComparison.Ordinal);
            Assert.Contains("Set database_uri", server.Output, StringComparison.Ordinal);
            Assert.Equal(200, (await server.Admin().Get("experiments/get?experiment_id=0")).Status);
            Assert.Equal(401, (await server.Anonymous().Get("experiments/get?experiment_id=0")).Status);
        }
        await using var tracking = await place.OpenTracking(Cancellation);
        Assert.Equal("1", await tracking.Ask("SELECT count(*) FROM users"));
    }

    [Fact]
    public async Task Accounts_of_a_working_folder_that_cannot_be_written_are_temporary_when_the_runs_are()
    {
        using var place = await ServerPlace.Make(DatabaseKind.Sqlite, postgres, Cancellation);

        await using var server = await SluiceServer.StartAt(place, InReadOnlyFolder("sqlite:///:memory:"), Cancellation);

        Assert.Contains($"They are in sqlite:///{Path.GetTempPath()}", server.Output, StringComparison.Ordinal);
        Assert.Equal(200, (await server.Admin().Get("experiments/get?experiment_id=0")).Status);
    }

    [Fact]
    public async Task Accounts_that_cannot_be_written_beside_runs_on_a_disk_end_the_start()
    {
        using var place = await ServerPlace.Make(DatabaseKind.Sqlite, postgres, Cancellation);

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            SluiceServer.StartAt(place, InReadOnlyFolder($"sqlite:///{place.Folder}/volume/mlflow.db"), Cancellation)
        );

        Assert.Contains("ended with 1 ", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"The accounts can't be kept in {place.Folder}/basic_auth.db", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Set database_uri", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tracking-3.12.0-sqlite.sql", null)]
    [InlineData("tracking-3.12.0-sqlite.sql", "UPDATE alembic_version SET version_num = 'abcdef012345'")]
    [InlineData("tracking-3.12.0-sqlite.sql", "DELETE FROM alembic_version")]
    public async Task Another_schema_in_SQLite_is_refused_and_left_as_it_is(string dump, string? change)
    {
        using var place = await ServerPlace.Make(DatabaseKind.Sqlite, postgres, Cancellation);
        await using (var connection = await place.OpenTracking(Cancellation))
        {
            await connection.Execute(await File.ReadAllTextAsync(Older(dump), Cancellation));
            if (change is not null)
            {
                await connection.Execute(change);
            }
        }
        var file = Path.Combine(place.Folder, "mlflow.db");
        var before = SHA256.HashData(await File.ReadAllBytesAsync(file, Cancellation));

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => SluiceServer.StartAt(place, options: null, Cancellation));

        Refused(failure);
        Assert.Equal(before, SHA256.HashData(await File.ReadAllBytesAsync(file, Cancellation)));
    }

    [Theory]
    [InlineData("tracking-3.12.0-postgresql.sql", null)]
    [InlineData("tracking-3.12.0-postgresql.sql", "UPDATE public.alembic_version SET version_num = 'abcdef012345'")]
    public async Task Another_schema_in_PostgreSQL_is_refused_and_left_as_it_is(string dump, string? change)
    {
        using var place = await ServerPlace.Make(DatabaseKind.Postgres, postgres, Cancellation);
        await using var connection = await place.OpenTracking(Cancellation);
        // The first lines of a dump are settings of the program psql, which the driver doesn't know.
        var lines = (await File.ReadAllLinesAsync(Older(dump), Cancellation)).Where(line => !line.StartsWith('\\'));
        await connection.Execute(string.Join('\n', lines));
        if (change is not null)
        {
            await connection.Execute(change);
        }
        var before = await Dump(place.Tracking);

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => SluiceServer.StartAt(place, options: null, Cancellation));

        Refused(failure);
        Assert.Equal(before, await Dump(place.Tracking));
    }

    [Theory, BothDatabases]
    public async Task A_stop_waits_for_an_upload_that_is_under_way(DatabaseKind database)
    {
        using var place = await ServerPlace.Make(database, postgres, Cancellation);
        await using var server = await SluiceServer.StartAt(place, options: null, Cancellation);
        const string Target = "/api/2.0/mlflow-artifacts/artifacts/0/slow.bin";
        var body = RandomNumberGenerator.GetBytes(300_000);
        using var connection = await Open(server.Port);
        await using var stream = connection.GetStream();
        await stream.WriteAsync(Head("PUT", Target, server.Admin(), body.Length), Cancellation);
        await stream.WriteAsync(body.AsMemory(0, 100_000), Cancellation);
        Assert.True(await Deadline.HoldsWithin(TimeSpan.FromSeconds(20), _ => Task.FromResult(Uploads(server).Length == 1), Cancellation));

        server.AskToStop();
        // New connections are refused while the upload may finish.
        Assert.True(await Deadline.HoldsWithin(TimeSpan.FromSeconds(20), _ => Refuses(server.Port), Cancellation));
        await stream.WriteAsync(body.AsMemory(100_000), Cancellation);
        var answer = new byte[12];
        await stream.ReadExactlyAsync(answer, Cancellation);

        Assert.Equal("HTTP/1.1 200", Encoding.ASCII.GetString(answer));
        Assert.Equal(0, await server.Exit(Cancellation));
        await using var again = await SluiceServer.StartAt(place, options: null, Cancellation);
        var read = await again.Admin().Get(Target);
        Assert.Equal(body, read.Body.ToArray());
    }

    [Theory, BothDatabases]
    public async Task A_server_that_is_told_to_stop_ends_with_status_0_and_leaves_the_database_whole(DatabaseKind database)
    {
        using var place = await ServerPlace.Make(database, postgres, Cancellation);
        string run;
        await using (var server = await SluiceServer.StartAt(place, options: null, Cancellation))
        {
            run = await server.Admin().MakeRun("0");
            server.AskToStop();
            Assert.Equal(0, await server.Exit(Cancellation));
            Assert.DoesNotContain("Unhandled", server.Output, StringComparison.Ordinal);
        }

        if (database is DatabaseKind.Sqlite)
        {
            // The write-ahead log went into the database.
            var log = new FileInfo(Path.Combine(place.Folder, "mlflow.db-wal"));
            Assert.True(!log.Exists || log.Length == 0);
        }
        await using var again = await SluiceServer.StartAt(place, options: null, Cancellation);
        Assert.Equal(200, (await again.Admin().Get($"runs/get?run_id={run}")).Status);
    }

    [Fact]
    public async Task A_port_that_is_taken_ends_the_start_with_a_reason()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var failure = await FailToListen("--port", $"{port}");

        Assert.Contains(
            $"Error: Can't listen on 127.0.0.1 (from --host) port {port} (from --port): address already in use.",
            failure,
            StringComparison.Ordinal
        );
    }

    [Theory]
    // An address that is kept for documentation: RFC 5737.
    [InlineData("--host", "192.0.2.1", "Can't listen on 192.0.2.1 (from --host) port ", ": this machine has no such address.")]
    [InlineData("--host", "nowhere.invalid", "Can't listen on nowhere.invalid (from --host) port ", ": the host name is unknown.")]
    [InlineData(
        "--uvicorn-opts",
        "--uds /missing/s.sock",
        "Can't listen on the Unix socket /missing/s.sock (from --uvicorn-opts)",
        ": there is no folder /missing."
    )]
    public async Task A_place_that_cannot_be_listened_on_ends_the_start_with_a_reason(
        string flag,
        string value,
        string place,
        string reason
    )
    {
        var failure = await FailToListen(flag, value);

        Assert.Contains("Error: " + place, failure, StringComparison.Ordinal);
        Assert.Contains(reason, failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_under_the_name_mlflow_a_start_prints_the_originals_lines()
    {
        string[] original =
        [
            "Registry store URI not provided. Using backend store URI.",
            "[MLflow] Security middleware enabled with default",
        ];
        await using var own = await SluiceServer.Start(DatabaseKind.Sqlite, postgres, options: null, Cancellation);
        var link = new ServerOptions { Wrapper = ["sh", "-c", "ln -s \"$1\" mlflow && shift && exec ./mlflow \"$@\"", "sh"] };
        await using var drop = await SluiceServer.Start(DatabaseKind.Sqlite, postgres, link, Cancellation);

        Assert.All(original, line => Assert.Contains(line, drop.Output, StringComparison.Ordinal));
        Assert.All(original, line => Assert.DoesNotContain(line, own.Output, StringComparison.Ordinal));
    }

    /// <summary>What a server prints that can't listen where a flag says.</summary>
    private async Task<string> FailToListen(string flag, string value)
    {
        var options = new ServerOptions { Flags = new Dictionary<string, string?> { [flag] = value } };

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            SluiceServer.Start(DatabaseKind.Sqlite, postgres, options, Cancellation)
        );

        Assert.Contains("ended with 1 ", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", failure.Message, StringComparison.Ordinal);
        return failure.Message;
    }

    private static void Refused(InvalidOperationException failure)
    {
        Assert.Contains("ended with 1 ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("out-of-date database schema", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>Another user's server, who can write the folder volume in the working folder, and not that itself.</summary>
    private static ServerOptions InReadOnlyFolder(string tracking)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can start a server as another user");
        return new ServerOptions
        {
            Flags = new Dictionary<string, string?> { ["--backend-store-uri"] = tracking },
            Ini = new Dictionary<string, string> { ["database_uri"] = "sqlite:///basic_auth.db" },
            Wrapper =
            [
                "sh",
                "-c",
                "mkdir -p -m 0777 volume && chmod 0755 . && exec setpriv --reuid=65534 --regid=65534 --clear-groups \"$@\"",
                "sh",
            ],
        };
    }

    private static string Older(string name) => RepositoryRoot.Path("tests", "contract", "schema", "older", name);

    private static string[] Uploads(SluiceServer server)
    {
        var folder = Path.Combine(server.Folder, "artifacts", ".sluice-uploads");
        return Directory.Exists(folder) ? Directory.GetFiles(folder) : [];
    }

    private static async Task<bool> Refuses(int port)
    {
        try
        {
            using var connection = await Open(port);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    private static async Task<TcpClient> Open(int port)
    {
        var connection = new TcpClient { NoDelay = true };
        await connection.ConnectAsync(IPAddress.Loopback, port, Cancellation);
        return connection;
    }

    private static byte[] Head(string method, string target, Caller caller, long length) =>
        Encoding.ASCII.GetBytes(
            $"{method} {target} HTTP/1.1\r\nHost: 127.0.0.1:{caller.Port}\r\nAuthorization: {caller.Authorization}\r\nContent-Length: {length}\r\n\r\n"
        );

    private async Task Sql(string address, params string[] statements)
    {
        await using var connection = new NpgsqlConnection(postgres.ConnectionStringOf(address));
        await connection.OpenAsync(Cancellation);
        foreach (var statement in statements)
        {
            await connection.Execute(statement);
        }
    }

    private static async Task<string> Dump(string address)
    {
        var program = Path.Combine(PostgresPrograms.Folder()!, "pg_dump");
        using var process = Process.Start(new ProcessStartInfo(program, [address]) { RedirectStandardOutput = true })!;
        var text = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        Assert.Equal(0, process.ExitCode);
        // A dump names a random word against injected commands.
        return string.Join('\n', text.Split('\n').Where(line => !line.StartsWith('\\')));
    }
}
