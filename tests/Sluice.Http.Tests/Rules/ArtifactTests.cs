using Sluice.Http.Tests.Access;
using Sluice.Http.Tests.Servers;
using Xunit;

namespace Sluice.Http.Tests.Rules;

/// <summary>Artifact paths stay inside their folder, name their experiment, and what they hold never runs in a browser.</summary>
// It lists what lies in the server's folder, so it has servers of its own.
public sealed class ArtifactTests(AccessServers servers) : IClassFixture<AccessServers>
{
    private const string Route = "/api/2.0/mlflow-artifacts/artifacts";
    private const string Secret = "a secret outside";

    [Fact]
    public async Task An_upload_answers_an_empty_object()
    {
        var server = await servers.On(DatabaseKind.Sqlite);

        var answer = await server.Admin().Send("PUT", $"{Route}/{await server.Admin().MakeExperiment()}/a.txt", "text");

        Assert.Equal((200, "application/json", "{}"), (answer.Status, answer.Headers["Content-Type"], answer.Text));
    }

    [Theory]
    [InlineData("../outside.txt")]
    [InlineData("a/../../outside.txt")]
    [InlineData("%2e%2e/outside.txt")]
    [InlineData("%2e%2e%2foutside.txt")]
    [InlineData("%252e%252e%252foutside.txt")]
    [InlineData("%25252e%25252e%25252foutside.txt")]
    [InlineData("..%5coutside.txt")]
    [InlineData("..%255coutside.txt")]
    [InlineData("C:%5coutside.txt")]
    [InlineData("C:/outside.txt")]
    [InlineData("/etc/passwd")]
    [InlineData("%2fetc/passwd")]
    [InlineData("file:///etc/passwd")]
    [InlineData("file:%2f%2f%2fetc/passwd")]
    [InlineData("a%00b")]
    [InlineData("a%0ab")]
    [InlineData("a%23b")]
    [InlineData("a//b")]
    [InlineData(".")]
    [InlineData("./a")]
    [InlineData("a/.")]
    [InlineData("..")]
    public async Task No_path_leaves_the_folder_on_any_route(string path)
    {
        var server = await servers.On(DatabaseKind.Sqlite);
        await File.WriteAllTextAsync(Path.Combine(server.Folder, "outside.txt"), Secret, TestContext.Current.CancellationToken);
        var before = Files(server);
        foreach (
            var (method, target, body) in ((string, string, string?)[])
                [
                    ("GET", $"{Route}/{path}", null),
                    ("PUT", $"{Route}/{path}", "x"),
                    ("DELETE", $"{Route}/{path}", null),
                    ("GET", $"{Route}?path={path}", null),
                ]
        )
        {
            var answer = await server.Admin().Send(method, target, body);

            Assert.True(answer.Status is 400 or 403, $"{method} {target}: {answer.Status} {answer.Text}");
        }
        Assert.Equal(before, Files(server));
        Assert.Equal(
            Secret,
            await File.ReadAllTextAsync(Path.Combine(server.Folder, "outside.txt"), TestContext.Current.CancellationToken)
        );
    }

    [Theory]
    [InlineData("%", "25", 31_000)]
    [InlineData("a%", "25", 12)]
    [InlineData("", "a/", 30_000)]
    [InlineData("", "a/", 100)]
    [InlineData("", "b", 5000)]
    public async Task A_path_has_a_bound_on_every_route(string start, string repeated, int times)
    {
        var server = await servers.On(DatabaseKind.Sqlite);
        var (caller, experiment, _) = await Owner(server);
        var path = $"{experiment}/{start}{string.Concat(Enumerable.Repeat(repeated, times))}x";

        foreach (
            var (method, target) in ((string, string)[])
                [("GET", $"?path={path}"), ("GET", $"/{path}"), ("PUT", $"/{path}"), ("DELETE", $"/{path}")]
        )
        {
            var answer = await caller.Send(method, Route + target, method == "PUT" ? "x" : null);

            Assert.True(answer.Status is 400 or 403 or 431, $"{method}: {answer.Status} {answer.Text}");
        }
    }

    [Fact]
    public async Task A_link_that_leads_out_of_the_folder_is_not_followed()
    {
        var server = await servers.On(DatabaseKind.Sqlite);
        var cancellation = TestContext.Current.CancellationToken;
        var experiment = await server.Admin().MakeExperiment();
        await server.Admin().Done("PUT", $"{Route}/{experiment}/a.txt", "inside");
        var outside = Directory.CreateDirectory(Path.Combine(server.Folder, "outside"));
        await File.WriteAllTextAsync(Path.Combine(outside.FullName, "secret.txt"), Secret, cancellation);
        var home = Path.Combine(server.Folder, "artifacts", experiment);
        Directory.CreateSymbolicLink(Path.Combine(home, "folder"), outside.FullName);
        Directory.CreateSymbolicLink(Path.Combine(home, "relative"), "../../outside");
        File.CreateSymbolicLink(Path.Combine(home, "file"), Path.Combine(outside.FullName, "secret.txt"));
        File.CreateSymbolicLink(Path.Combine(home, "second"), Path.Combine(home, "file"));

        foreach (var path in (string[])["folder/secret.txt", "relative/secret.txt", "file", "second"])
        {
            var read = await server.Admin().Get($"{Route}/{experiment}/{path}");
            var written = await server.Admin().Send("PUT", $"{Route}/{experiment}/{path}", "overwritten");
            Assert.True(read.Status is 400 or 403, $"GET {path}: {read.Status} {read.Text}");
            Assert.True(written.Status is 400 or 403, $"PUT {path}: {written.Status} {written.Text}");
        }
        foreach (var path in (string[])["folder", "relative"])
        {
            var listed = await server.Admin().Get($"{Route}?path={experiment}/{path}");
            Assert.DoesNotContain("secret.txt", listed.Text, StringComparison.Ordinal);
            _ = await server.Admin().Send("DELETE", $"{Route}/{experiment}/{path}/secret.txt");
            _ = await server.Admin().Send("DELETE", $"{Route}/{experiment}/{path}");
        }
        _ = await server.Admin().Send("DELETE", $"{Route}/{experiment}");
        Assert.Equal(Secret, await File.ReadAllTextAsync(Path.Combine(outside.FullName, "secret.txt"), cancellation));
    }

    [Theory]
    [InlineData("GET", "?path=")]
    [InlineData("GET", "")]
    [InlineData("GET", "/x.txt")]
    [InlineData("PUT", "/x.txt")]
    [InlineData("DELETE", "/x.txt")]
    [InlineData("PUT", "/0{experiment}/r/artifacts/a")]
    [InlineData("PUT", "/+{experiment}/a")]
    [InlineData("PUT", "/-{experiment}/a")]
    [InlineData("PUT", "/%20{experiment}/a")]
    [InlineData("PUT", "/%EF%BC%91/a")]
    [InlineData("PUT", "/999999999/a")]
    [InlineData("PUT", "/99999999999999999999999/a")]
    [InlineData("PUT", "/workspaces/other/{experiment}/a")]
    [InlineData("PUT", "/workspaces/default")]
    [InlineData("GET", "?path=workspaces")]
    [InlineData("PUT", "/.sluice-uploads/a")]
    [InlineData("GET", "?path=.sluice-uploads")]
    public async Task A_path_that_names_no_experiment_is_for_administrators(string method, string target)
    {
        var server = await servers.On(DatabaseKind.Sqlite);
        var (caller, experiment, _) = await Owner(server);

        var answer = await caller.Send(
            method,
            Route + target.Replace("{experiment}", experiment, StringComparison.Ordinal),
            method == "PUT" ? "x" : null
        );

        Assert.True(answer.Status is 400 or 403, $"{answer.Status} {answer.Text}");
    }

    [Theory]
    // Without a veto the owner of the experiment may delete everything in it.
    [InlineData("", "{experiment}", 200)]
    [InlineData("", "{experiment}/{run}", 200)]
    [InlineData("", "{experiment}/models", 200)]
    // What lies below is judged too.
    [InlineData("run", "{experiment}", 403)]
    [InlineData("trace", "{experiment}", 403)]
    [InlineData("logged_model", "{experiment}", 403)]
    [InlineData("run", "{experiment}/{run}", 403)]
    [InlineData("run", "{experiment}/other", 403)]
    [InlineData("logged_model", "{experiment}/models", 403)]
    [InlineData("trace", "{experiment}/traces/x", 403)]
    [InlineData("trace", "{experiment}/{run}", 200)]
    public async Task Deleting_a_folder_needs_the_right_for_all_below_it(string lowered, string path, int status)
    {
        var server = await servers.On(DatabaseKind.Sqlite);
        var (caller, experiment, run) = await Owner(server);
        if (lowered.Length > 0)
        {
            await server.Grant((caller.Name!, lowered, "*", "EDIT"));
        }
        var target = path.Replace("{experiment}", experiment, StringComparison.Ordinal).Replace("{run}", run, StringComparison.Ordinal);

        Assert.Equal(status, (await caller.Send("DELETE", $"{Route}/{target}")).Status);
    }

    [Theory]
    [InlineData("page.html")]
    [InlineData("image.svg")]
    [InlineData("script.js")]
    [InlineData("noextension")]
    [InlineData("text.txt")]
    [InlineData("a%22b.html")]
    [InlineData("a%27b;c.html")]
    [InlineData("%3C%2Fscript%3E.html")]
    [InlineData("%C3%BC%E6%BC%A2.html")]
    public async Task An_artifact_never_runs_in_a_browser(string name)
    {
        var server = await servers.On(DatabaseKind.Sqlite);
        var experiment = await server.Admin().MakeExperiment();
        var target = $"{Route}/{experiment}/folder/{name}";
        await server.Admin().Done("PUT", target, "<script>alert(1)</script>");

        var answer = await server.Admin().Get(target);

        Assert.Equal((200, "<script>alert(1)</script>"), (answer.Status, answer.Text));
        Assert.StartsWith("attachment", answer.Headers["Content-Disposition"], StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
        Assert.Equal("sandbox", answer.Headers["Content-Security-Policy"]);
    }

    [Theory]
    [InlineData("/etc")]
    [InlineData("file:///etc")]
    [InlineData("file://localhost/etc")]
    [InlineData("C:/x")]
    [InlineData("C:\\\\x")]
    [InlineData("relative/folder")]
    [InlineData("http://169.254.169.254/")]
    [InlineData("https://host.example/x")]
    [InlineData("s3://other-bucket/x")]
    [InlineData("mlflow-artifacts:/2/other-run")]
    [InlineData("mlflow-artifacts://host/2")]
    [InlineData("mlflow-artifacts:/../x")]
    public async Task A_user_chooses_no_storage(string location)
    {
        var server = await servers.On(DatabaseKind.Sqlite);

        var answer = await server
            .As("none")
            .Post("experiments/create", $$"""{"name": "{{Guid.NewGuid():N}}", "artifact_location": "{{location}}"}""");

        Assert.True(answer.Status is 400 or 403, $"{answer.Status} {answer.Text}");
    }

    private static string[] Files(SluiceServer server) =>
        [
            .. Directory
                .EnumerateFiles(server.Folder, "*", SearchOption.AllDirectories)
                .Where(file => !file.Contains(".db", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];

    private static async Task<(Caller Caller, string Experiment, string Run)> Owner(SluiceServer server)
    {
        var name = Guid.NewGuid().ToString("N");
        await server.Admin().MakeUser(name);
        var caller = server.As(name);
        var experiment = await caller.MakeExperiment();
        return (caller, experiment, await caller.MakeRun(experiment));
    }
}
