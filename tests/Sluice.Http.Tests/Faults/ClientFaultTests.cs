using Sluice.Http.Tests.Servers;
using Xunit;

namespace Sluice.Http.Tests.Faults;

/// <summary>Clients that say nothing, and clients that leave.</summary>
public sealed class ClientFaultTests(FaultServers servers) : IClassFixture<FaultServers>
{
    private const string Artifacts = "/api/2.0/mlflow-artifacts/artifacts";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thousand_silent_connections_hinder_nobody()
    {
        var server = await servers.On(DatabaseKind.Sqlite);
        var silent = new List<RawConnection>();
        try
        {
            for (var i = 0; i < 1000; i++)
            {
                silent.Add(await RawConnection.Open(server.Port, Cancellation));
                // Some say nothing, some half a head, some a head and half a body.
                await silent[i]
                    .Send(
                        (i % 3) switch
                        {
                            0 => "",
                            1 => "POST /api/2.0/mlflow/runs/log-batch HTTP/1.1\r\nHost: 127",
                            _ => RawConnection.JsonHead("runs/log-batch", server.Admin(), "Content-Length: 1000") + "{\"run_id\"",
                        },
                        Cancellation
                    );
            }

            var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => server.Admin().Get("experiments/get?experiment_id=0")))
                .WaitAsync(Limit, Cancellation);

            Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        }
        finally
        {
            foreach (var connection in silent)
            {
                await connection.DisposeAsync();
            }
        }
    }

    [Theory, BothDatabases]
    public async Task Of_an_upload_whose_client_leaves_nothing_remains(DatabaseKind database)
    {
        var server = await servers.On(database);
        await using var connection = await RawConnection.Open(server.Port, Cancellation);
        await connection.Send(
            RawConnection.Head("PUT", $"{Artifacts}/0/left/file.bin", server.Admin(), "Content-Length: 1000000"),
            Cancellation
        );
        await connection.Send(new byte[300_000], Cancellation);
        Assert.True(await Deadline.HoldsWithin(Limit, _ => Task.FromResult(Uploads(server).Length == 1), Cancellation), "no upload began");

        connection.Abort();

        Assert.True(await Deadline.HoldsWithin(Limit, _ => Task.FromResult(Uploads(server).Length == 0), Cancellation), "a file remains");
        Assert.Equal(404, (await server.Admin().Get($"{Artifacts}/0/left/file.bin")).Status);
        Assert.DoesNotContain("file.bin", (await server.Admin().Get($"{Artifacts}?path=0/left")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Uploads_that_are_broken_off_are_no_fault_of_the_storage()
    {
        const int Many = 20;
        var server = await servers.On(DatabaseKind.Sqlite);
        var before = server.Output.Length;
        var begun = await Task.WhenAll(Enumerable.Range(0, Many).Select(i => Begin(server, i)));
        Assert.True(await Deadline.HoldsWithin(Limit, _ => Task.FromResult(Uploads(server).Length == Many), Cancellation), "not all began");

        // Some leave in the middle of their upload, some as soon as they have sent something.
        foreach (var connection in begun)
        {
            connection.Abort();
        }
        await Task.WhenAll(Enumerable.Range(Many, Many).Select(async i => (await Begin(server, i)).Abort()));

        // Some may leave before the server has taken their connection: those have no line in the log.
        Assert.True(await Deadline.HoldsWithin(Limit, _ => Task.FromResult(Uploads(server).Length == 0), Cancellation), "a file remains");
        await server.Admin().Done("PUT", $"{Artifacts}/0/broken/whole.bin", "a whole file");
        var log = server.Output[before..];
        Assert.Contains("status=499", log, StringComparison.Ordinal);
        Assert.DoesNotContain("status=503", log, StringComparison.Ordinal);
        Assert.DoesNotContain("failed", log, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task Of_an_upload_that_is_broken_off_the_older_file_stays(DatabaseKind database)
    {
        var server = await servers.On(database);
        await server.Admin().Done("PUT", $"{Artifacts}/0/kept/file.bin", "the older file");
        await using var connection = await RawConnection.Open(server.Port, Cancellation);
        await connection.Send(
            RawConnection.Head("PUT", $"{Artifacts}/0/kept/file.bin", server.Admin(), "Transfer-Encoding: chunked"),
            Cancellation
        );
        await connection.Send("5\r\nnewer\r\n", Cancellation);
        Assert.True(await Deadline.HoldsWithin(Limit, _ => Task.FromResult(Uploads(server).Length == 1), Cancellation), "no upload began");

        connection.Abort();

        Assert.True(await Deadline.HoldsWithin(Limit, _ => Task.FromResult(Uploads(server).Length == 0), Cancellation), "a file remains");
        Assert.Equal("the older file", (await server.Admin().Get($"{Artifacts}/0/kept/file.bin")).Text);
    }

    [Theory, BothDatabases]
    public async Task A_body_that_is_broken_off_changes_nothing(DatabaseKind database)
    {
        var server = await servers.On(database);
        var run = await server.Admin().MakeRun("0");
        var body = $$"""{"run_id": "{{run}}", "key": "half", "value": "v"}""";
        for (var i = 0; i < 10; i++)
        {
            await using var connection = await RawConnection.Open(server.Port, Cancellation);
            await connection.Send(
                RawConnection.JsonHead("runs/set-tag", server.Admin(), $"Content-Length: {body.Length + 1}") + body,
                Cancellation
            );
            connection.Abort();
        }

        await server.Admin().Done("POST", "runs/set-tag", body.Replace("half", "whole", StringComparison.Ordinal));
        var data = (await server.Admin().Get($"runs/get?run_id={run}")).Text;
        Assert.Contains("whole", data, StringComparison.Ordinal);
        Assert.DoesNotContain("half", data, StringComparison.Ordinal);
        Assert.DoesNotContain("failed", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_ends_too_early_is_no_fault_of_the_server()
    {
        var server = await servers.On(DatabaseKind.Sqlite);
        var before = server.Output.Length;
        await using var connection = await RawConnection.Open(server.Port, Cancellation);
        await connection.Send(RawConnection.JsonHead("runs/set-tag", server.Admin(), "Content-Length: 1000") + "{\"run_id\"", Cancellation);

        connection.EndSending();

        await Assert.ThrowsAsync<IOException>(() => connection.Status(Cancellation).WaitAsync(Limit, Cancellation));
        Assert.True(
            await Deadline.HoldsWithin(
                Limit,
                _ => Task.FromResult(server.Output[before..].Contains("status=499", StringComparison.Ordinal)),
                Cancellation
            ),
            server.Output[before..]
        );
        Assert.DoesNotContain("failed", server.Output[before..], StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task Clients_that_leave_before_their_answer_cost_no_connection(DatabaseKind database)
    {
        var server = await servers.On(database);
        for (var i = 0; i < 300; i++)
        {
            await using var connection = await RawConnection.Open(server.Port, Cancellation);
            var search = """{"experiment_ids": ["0"], "max_results": 1000}""";
            await connection.Send(
                RawConnection.JsonHead("runs/search", server.Admin(), $"Content-Length: {search.Length}") + search,
                Cancellation
            );
            connection.Abort();
        }

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => server.Admin().Get("experiments/get?experiment_id=0")))
            .WaitAsync(Limit, Cancellation);

        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        Assert.DoesNotContain("failed", server.Output, StringComparison.Ordinal);
    }

    private static async Task<RawConnection> Begin(SluiceServer server, int number)
    {
        var connection = await RawConnection.Open(server.Port, Cancellation);
        var head = RawConnection.Head("PUT", $"{Artifacts}/0/broken/{number}.bin", server.Admin(), "Content-Length: 1000000");
        await connection.Send(head + "some of it", Cancellation);
        return connection;
    }

    private static string[] Uploads(SluiceServer server)
    {
        var folder = Path.Combine(server.Folder, "artifacts", ".sluice-uploads");
        return Directory.Exists(folder) ? Directory.GetFiles(folder) : [];
    }
}
