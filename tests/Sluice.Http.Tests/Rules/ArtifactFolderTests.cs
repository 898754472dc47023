using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Sluice.Http.Tests.Access;
using Sluice.Http.Tests.Faults;
using Sluice.Http.Tests.Json;
using Sluice.Http.Tests.Servers;
using Xunit;

namespace Sluice.Http.Tests.Rules;

/// <summary>What lies in the artifacts' folder besides files and folders that may be read, and what happens to it meanwhile.</summary>
public sealed class ArtifactFolderTests(AccessServers servers, PostgresServer postgres) : IClassFixture<AccessServers>
{
    private const string Route = "/api/2.0/mlflow-artifacts/artifacts";
    private const string Secret = "a secret outside";
    private const string Unavailable = "the artifacts' storage is unavailable";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Entries that are neither files nor folders: what each leads to begins with <c>{outside}</c> or <c>{other}</c>.</summary>
    public static TheoryData<string> Strangers =>
        [
            "link {outside}/secret.txt",
            "link {outside}",
            "link ../../outside/secret.txt",
            "link ../../outside",
            // Another experiment's folder, which its users may not see.
            "link {other}/secret.txt",
            "link {other}",
            "link own.txt",
            "link nowhere",
            "link {self}",
            // A link whose way leads over another.
            "link dirlink/secret.txt",
            "link /proc/self/environ",
            "pipe",
            "socket",
            "device",
        ];

    [Theory, MemberData(nameof(Strangers))]
    public async Task What_is_no_file_and_no_folder_is_neither_listed_nor_read_nor_written(string what)
    {
        var place = await Scene(what);

        foreach (
            var (method, target, body) in ((string, string, string?)[])
                [
                    ("GET", $"{Route}?path={place.Experiment}/x", null),
                    ("GET", $"{Route}/{place.Experiment}/x", null),
                    ("PUT", $"{Route}/{place.Experiment}/x", "overwritten"),
                    ("GET", $"{Route}?path={place.Experiment}/x/secret.txt", null),
                    ("GET", $"{Route}/{place.Experiment}/x/secret.txt", null),
                    ("PUT", $"{Route}/{place.Experiment}/x/secret.txt", "overwritten"),
                    ("PUT", $"{Route}/{place.Experiment}/x/new/secret.txt", "overwritten"),
                    ("DELETE", $"{Route}/{place.Experiment}/x/secret.txt", null),
                ]
        )
        {
            var answer = await place.Owner.Send(method, target, body);
            Assert.True(answer.Status == 400, $"{method} {target}: {answer.Status} {answer.Text}");
            Assert.DoesNotContain(Secret, answer.Text, StringComparison.Ordinal);
        }
        Assert.Equal("own.txt", await Listed(place.Owner, place.Experiment));
        Assert.True(Exists(Path.Combine(place.Folder, "x")));
        await place.Untouched();
    }

    [Theory, MemberData(nameof(Strangers))]
    public async Task Deletion_takes_what_is_no_file_and_no_folder_and_leaves_what_it_leads_to(string what)
    {
        var alone = await Scene(what);
        var within = await Scene(what);

        Assert.Equal(200, (await alone.Owner.Send("DELETE", $"{Route}/{alone.Experiment}/x")).Status);
        Assert.Equal(200, (await within.Owner.Send("DELETE", $"{Route}/{within.Experiment}")).Status);

        Assert.False(Exists(Path.Combine(alone.Folder, "x")));
        Assert.True(File.Exists(Path.Combine(alone.Folder, "own.txt")));
        Assert.False(Directory.Exists(within.Folder));
        await alone.Untouched();
        await within.Untouched();
    }

    [Fact]
    public async Task Sixty_downloads_of_a_pipe_keep_nobody_waiting()
    {
        var place = await Scene("pipe");

        var downloads = Enumerable.Range(0, 60).Select(_ => place.Owner.Get($"{Route}/{place.Experiment}/x")).ToList();
        var other = await place.Owner.Get($"{Route}/{place.Experiment}/own.txt").WaitAsync(Limit, Cancellation);
        var answers = await Task.WhenAll(downloads).WaitAsync(Limit, Cancellation);

        Assert.Equal((200, "own"), (other.Status, other.Text));
        Assert.All(answers, answer => Assert.Equal(400, answer.Status));
    }

    [Fact]
    public async Task A_folder_that_becomes_a_link_between_check_and_use_leads_nowhere()
    {
        var place = await Scene("link nowhere");
        var folder = Path.Combine(place.Folder, "folder");
        await place.Owner.Done("PUT", $"{Route}/{place.Experiment}/folder/secret.txt", "inside");
        using var stop = new CancellationTokenSource();
        var swaps = Task.Run(() => Swap(folder, place.Outside, stop.Token), Cancellation);

        try
        {
            for (var i = 0; i < 300; i++)
            {
                var read = await place.Owner.Get($"{Route}/{place.Experiment}/folder/secret.txt");
                Assert.DoesNotContain(Secret, read.Text, StringComparison.Ordinal);
                var list = JsonReader.Read((await place.Owner.Get($"{Route}?path={place.Experiment}/folder")).Text);
                Assert.NotEqual(new JsonNumber($"{Secret.Length}"), list.At("files.0.file_size"));
                _ = await place.Owner.Send("PUT", $"{Route}/{place.Experiment}/folder/secret.txt", "inside");
                _ = await place.Owner.Send("DELETE", $"{Route}/{place.Experiment}/folder/secret.txt");
            }
        }
        finally
        {
            await stop.CancelAsync();
            await swaps;
        }

        await place.Untouched();
    }

    [Fact]
    public async Task The_folder_itself_may_be_a_link()
    {
        using var place = await ServerPlace.Make(DatabaseKind.Sqlite, postgres, Cancellation);
        Directory.CreateDirectory(Path.Combine(place.Folder, "elsewhere"));
        Directory.CreateSymbolicLink(Path.Combine(place.Folder, "artifacts"), "elsewhere");
        await using var server = await SluiceServer.StartAt(place, options: null, Cancellation);

        await server.Admin().Done("PUT", $"{Route}/0/a.txt", "text");

        Assert.Equal("text", (await server.Admin().Get($"{Route}/0/a.txt")).Text);
        Assert.True(File.Exists(Path.Combine(place.Folder, "elsewhere", "0", "a.txt")));
    }

    /// <summary>Path of a file, what its folder or itself is set to, and what list, download, upload, deletion and deletion of the folder answer.</summary>
    [Theory]
    [InlineData("folder", UnixFileMode.None, 503, 503, 503, 503, 503)]
    [InlineData("folder", UnixFileMode.UserRead | UnixFileMode.UserExecute, 200, 200, 503, 503, 503)]
    [InlineData("folder", UnixFileMode.UserWrite | UnixFileMode.UserExecute, 503, 200, 503, 200, 503)]
    [InlineData("folder", UnixFileMode.UserRead | UnixFileMode.UserWrite, 503, 503, 503, 503, 503)]
    [InlineData("folder/a.txt", UnixFileMode.None, 200, 503, 200, 200, 200)]
    [InlineData("", UnixFileMode.None, 503, 503, 503, 503, 503)]
    [UnsupportedOSPlatform("windows")]
    public async Task What_may_not_be_read_is_not_empty(string locked, UnixFileMode mode, int list, int get, int put, int delete, int all)
    {
        await using var server = await SluiceServer.Start(DatabaseKind.Sqlite, postgres, AsSomebody(), Cancellation);
        var admin = server.Admin();
        await admin.Done("PUT", $"{Route}/0/folder/a.txt", "text");
        var path = Path.Combine(server.Folder, "artifacts", "0", locked);
        var before = File.GetUnixFileMode(path);

        foreach (
            var (method, target, status) in ((string, string, int)[])
                [
                    ("GET", "?path=0/folder", list),
                    ("GET", "/0/folder/a.txt", get),
                    ("PUT", "/0/folder/a.txt", put),
                    ("DELETE", "/0/folder/a.txt", delete),
                    ("DELETE", "/0/folder", all),
                ]
        )
        {
            await admin.Done("PUT", $"{Route}/0/folder/a.txt", "text");
            var said = Count(server.Output, Unavailable);
            File.SetUnixFileMode(path, mode);
            var answer = await admin.Send(method, Route + target, method == "PUT" ? "new text" : null);
            if (Path.Exists(path))
            {
                File.SetUnixFileMode(path, before);
            }

            Assert.True(answer.Status == status, $"{method} {target}: {answer.Status} {answer.Text}");
            var lines = status == 503 ? said + 1 : said;
            Assert.True(
                await Deadline.HoldsWithin(Limit, _ => Task.FromResult(Count(server.Output, Unavailable) == lines), Cancellation),
                server.Output
            );
            if (status == 503)
            {
                Assert.Equal("1", answer.Headers["Retry-After"]);
                Assert.Contains("TEMPORARILY_UNAVAILABLE", answer.Text, StringComparison.Ordinal);
                Assert.Equal("text", (await admin.Get($"{Route}/0/folder/a.txt")).Text);
            }
        }
    }

    [Fact]
    public async Task Lists_uploads_and_deletions_at_one_time_are_no_faults()
    {
        var server = await servers.On(DatabaseKind.Sqlite);
        var experiment = await server.Admin().MakeExperiment();
        var folder = $"{experiment}/busy/below";

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(async worker =>
                {
                    var seen = new List<string>();
                    for (var i = 0; i < 40; i++)
                    {
                        var (method, target) = (worker % 4) switch
                        {
                            0 => ("PUT", $"{Route}/{folder}/{worker}-{i}.txt"),
                            1 => ("DELETE", $"{Route}/{experiment}/busy"),
                            2 => ("GET", $"{Route}?path={folder}"),
                            _ => ("DELETE", $"{Route}/{folder}"),
                        };
                        var answer = await server.Admin().Send(method, target, method == "PUT" ? "text" : null);
                        seen.Add($"{method} {answer.Status} {(answer.Status == 200 ? "" : answer.Text)}");
                    }
                    return seen;
                })
        );

        Assert.Equal(["DELETE 200 ", "GET 200 ", "PUT 200 "], answers.SelectMany(seen => seen).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("GET", "?path={experiment}/file/below", 200)]
    [InlineData("GET", "/{experiment}/file/below", 404)]
    [InlineData("PUT", "/{experiment}/file/below", 400)]
    [InlineData("PUT", "/{experiment}/file/far/below", 400)]
    [InlineData("DELETE", "/{experiment}/file/below", 200)]
    [InlineData("GET", "?path={experiment}/{name}x", 400)]
    [InlineData("GET", "/{experiment}/{name}x", 400)]
    [InlineData("PUT", "/{experiment}/{name}x", 400)]
    [InlineData("PUT", "/{experiment}/new/{name}x/a.txt", 400)]
    [InlineData("DELETE", "/{experiment}/{name}x", 400)]
    [InlineData("PUT", "/{experiment}/{name}", 200)]
    [InlineData("PUT", "/{experiment}/folder", 400)]
    public async Task What_no_retry_helps_is_told_so(string method, string target, int status)
    {
        var server = await servers.On(DatabaseKind.Sqlite);
        var experiment = await server.Admin().MakeExperiment();
        await server.Admin().Done("PUT", $"{Route}/{experiment}/file", "text");
        await server.Admin().Done("PUT", $"{Route}/{experiment}/folder/file", "text");
        var filled = target
            .Replace("{experiment}", experiment, StringComparison.Ordinal)
            .Replace("{name}", new string('n', 255), StringComparison.Ordinal);

        var answer = await server.Admin().Send(method, Route + filled, method == "PUT" ? "x" : null);

        Assert.True(answer.Status == status, $"{answer.Status} {answer.Text}");
        Assert.Equal("text", (await server.Admin().Get($"{Route}/{experiment}/file")).Text);
    }

    [Fact]
    public async Task A_start_removes_what_uploads_left_and_nothing_that_another_server_writes()
    {
        using var place = await ServerPlace.Make(DatabaseKind.Sqlite, postgres, Cancellation);
        await using var one = await SluiceServer.StartAt(place, options: null, Cancellation);
        const string Target = $"{Route}/0/slow.bin";
        await using var upload = await RawConnection.Open(one.Port, Cancellation);
        await upload.Send(RawConnection.Head("PUT", Target, one.Admin(), "Content-Length: 10"), Cancellation);
        await upload.Send("01234", Cancellation);
        var folder = Path.Combine(place.Folder, "artifacts", ".sluice-uploads");
        Assert.True(
            await Deadline.HoldsWithin(Limit, _ => Task.FromResult(Directory.Exists(folder) && Names(folder).Length == 1), Cancellation)
        );
        var written = Names(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "leftover"), "half a file", Cancellation);

        await using var other = await SluiceServer.StartAt(place, options: null, Cancellation);

        Assert.True(
            await Deadline.HoldsWithin(Limit, _ => Task.FromResult(!Names(folder).Contains("leftover")), Cancellation),
            other.Output
        );
        Assert.Equal(written, Names(folder));
        await upload.Send("56789", Cancellation);
        Assert.Equal(200, await upload.Status(Cancellation));
        Assert.Equal("0123456789", (await other.Admin().Get(Target)).Text);
    }

    [Fact]
    public async Task A_part_is_sent_only_of_the_file_that_the_caller_means()
    {
        var server = await servers.On(DatabaseKind.Sqlite);
        var target = $"{Route}/{await server.Admin().MakeExperiment()}/file.txt";
        await server.Admin().Done("PUT", target, "0123456789");
        var first = (await server.Admin().Get(target)).Headers;
        var (tag, date) = (first["ETag"], first["Last-Modified"]);

        Assert.Equal((206, "234"), await Part(server, target, tag));
        Assert.Equal((206, "234"), await Part(server, target, date));
        Assert.Equal((200, "0123456789"), await Part(server, target, "\"another\""));
        Assert.Equal((200, "0123456789"), await Part(server, target, $"W/{tag}"));
        Assert.Equal((200, "0123456789"), await Part(server, target, "Thu, 01 Jan 2015 00:00:00 GMT"));

        // Of the same length and within one tick of the clock of many a file system.
        await server.Admin().Done("PUT", target, "abcdefghij");

        Assert.Equal((200, "abcdefghij"), await Part(server, target, tag));
    }

    [Theory]
    [InlineData("", "models other plain.txt run traces")]
    [InlineData("run", "models other plain.txt traces")]
    [InlineData("logged_model", "other plain.txt run traces")]
    [InlineData("trace", "models other plain.txt run")]
    public async Task A_veto_on_a_tier_leaves_its_folders_out_of_a_list(string tier, string shown)
    {
        var server = await servers.On(DatabaseKind.Sqlite);
        var (owner, experiment) = await Owner(server);
        var run = await owner.MakeRun(experiment);
        foreach (var path in (string[])[$"{run}/artifacts/a", "models/m/artifacts/a", "traces/t/a", "plain.txt", "other/artifacts/a"])
        {
            await server.Admin().Done("PUT", $"{Route}/{experiment}/{path}", "text");
        }
        if (tier.Length > 0)
        {
            await server.Grant((owner.Name!, tier, "*", "DENY"));
        }

        Assert.Equal(shown, await Listed(owner, experiment, run));
        Assert.Equal(tier == "run" ? "" : "artifacts", await Listed(owner, $"{experiment}/other", run));
        Assert.Equal("models other plain.txt run traces", await Listed(server.Admin(), experiment, run));
    }

    private static async Task<string> Listed(Caller caller, string folder, string? run = null)
    {
        var answer = await caller.Done("GET", $"{Route}?path={folder}");
        var names = new List<string>();
        while (answer.At($"files.{names.Count}.path") is JsonString name)
        {
            names.Add(name.Value == run ? "run" : name.Value);
        }
        return string.Join(' ', names.Order(StringComparer.Ordinal));
    }

    private static async Task<(int Status, string Text)> Part(SluiceServer server, string target, string condition)
    {
        var answer = await server.Admin().Send("GET", target, null, new("Range", "bytes=2-4"), new("If-Range", condition));
        return (answer.Status, answer.Text);
    }

    /// <summary>An experiment with a file of its own and a stranger named x, and another one's folder and one outside, with a secret each.</summary>
    private async Task<StrangePlace> Scene(string what)
    {
        var server = await servers.On(DatabaseKind.Sqlite);
        var (owner, experiment) = await Owner(server);
        var (_, other) = await Owner(server);
        await owner.Done("PUT", $"{Route}/{experiment}/own.txt", "own");
        var artifacts = Path.Combine(server.Folder, "artifacts");
        var place = new StrangePlace(
            owner,
            experiment,
            Path.Combine(artifacts, experiment),
            Path.Combine(server.Folder, "outside"),
            Path.Combine(artifacts, other)
        );
        foreach (var folder in (string[])[place.Outside, place.Other])
        {
            Directory.CreateDirectory(folder);
            await File.WriteAllTextAsync(Path.Combine(folder, "secret.txt"), Secret, Cancellation);
        }
        await Make(what, place);
        return place;
    }

    private static async Task Make(string what, StrangePlace place)
    {
        var path = Path.Combine(place.Folder, "x");
        switch (what)
        {
            case "pipe":
                Assert.True(await Run("mkfifo", path));
                break;
            case "device":
                Assert.SkipUnless(await Run("mknod", path, "c", "1", "5"), "no device can be made here: that takes root and the right to");
                break;
            case "socket":
                // A socket's path has few characters: it is bound through a shorter one.
                var shorter = Directory.CreateTempSubdirectory("s").FullName;
                using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
                {
                    socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(shorter, "s")));
                    File.Move(Path.Combine(shorter, "s"), path);
                }
                Directory.Delete(shorter);
                break;
            default:
                if (what.Contains("dirlink", StringComparison.Ordinal))
                {
                    Directory.CreateSymbolicLink(Path.Combine(place.Folder, "dirlink"), place.Outside);
                }
                File.CreateSymbolicLink(
                    path,
                    what["link ".Length..]
                        .Replace("{outside}", place.Outside, StringComparison.Ordinal)
                        .Replace("{other}", place.Other, StringComparison.Ordinal)
                        .Replace("{self}", path, StringComparison.Ordinal)
                );
                break;
        }
    }

    /// <summary>Changes a folder for a link to another one and back, until it is told to stop.</summary>
    private static void Swap(string folder, string outside, CancellationToken stop)
    {
        var aside = folder + "-aside";
        while (!stop.IsCancellationRequested)
        {
            try
            {
                Directory.Move(folder, aside);
                File.CreateSymbolicLink(folder, outside);
                File.Delete(folder);
                Directory.Move(aside, folder);
            }
            catch (IOException)
            {
                // An upload made the folder again in between.
                if (Directory.Exists(aside))
                {
                    Directory.Delete(aside, recursive: true);
                }
                if (new FileInfo(folder).LinkTarget is not null)
                {
                    File.Delete(folder);
                }
                Directory.CreateDirectory(folder);
            }
        }
    }

    private static async Task<(Caller Caller, string Experiment)> Owner(SluiceServer server)
    {
        var name = Guid.NewGuid().ToString("N");
        await server.Admin().MakeUser(name);
        var caller = server.As(name);
        return (caller, await caller.MakeExperiment());
    }

    /// <summary>A server that isn't root's, whom no rights hold.</summary>
    private static ServerOptions AsSomebody() =>
        new()
        {
            Wrapper = Environment.IsPrivilegedProcess
                ? ["sh", "-c", "chmod 0777 . && exec setpriv --reuid=65534 --regid=65534 --clear-groups \"$@\"", "sh"]
                : [],
        };

    private static async Task<bool> Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync(Cancellation);
        return process.ExitCode == 0;
    }

    private static string[] Names(string folder) => [.. Directory.GetFiles(folder).Select(path => Path.GetFileName(path)!)];

    // File.Exists follows links.
    private static bool Exists(string path) => Directory.GetFileSystemEntries(Path.GetDirectoryName(path)!).Contains(path);

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private sealed record StrangePlace(Caller Owner, string Experiment, string Folder, string Outside, string Other)
    {
        public async Task Untouched()
        {
            foreach (var folder in (string[])[Outside, Other])
            {
                var entry = Assert.Single(Directory.GetFileSystemEntries(folder));
                Assert.Equal(Secret, await File.ReadAllTextAsync(entry, Cancellation));
            }
        }
    }
}
