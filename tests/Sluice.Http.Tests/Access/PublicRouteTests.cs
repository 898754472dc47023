using System.Text;
using Sluice.Http.Tests.Servers;
using Sluice.Http.Tests.Wire;
using Xunit;

namespace Sluice.Http.Tests.Access;

/// <summary>What is answered without sign-in is an exact list, and everything else asks for sign-in before it reads anything.</summary>
public sealed class PublicRouteTests(AccessServers servers, PostgresServer postgres)
{
    [Theory]
    [InlineData("/health", 200)]
    [InlineData("/api/3.0/mlflow/server-info", 200)]
    [InlineData("/ajax-api/3.0/mlflow/server-info", 200)]
    [InlineData("/favicon.ico", 404)]
    [InlineData("/static-files/a/b.js", 404)]
    [InlineData("/healthx", 401)]
    [InlineData("/health/", 401)]
    [InlineData("/health/x", 401)]
    [InlineData("/Health", 401)]
    [InlineData("//health", 401)]
    [InlineData("/./health", 401)]
    [InlineData("/x/../health", 401)]
    [InlineData("/staticx", 401)]
    [InlineData("/static", 401)]
    [InlineData("/static/a.js", 401)]
    [InlineData("/static-files", 401)]
    [InlineData("/static-files/", 401)]
    [InlineData("/static-files/..%2fversion", 401)]
    [InlineData("/static-files/../version", 401)]
    [InlineData("/static-files/%2e%2e/version", 401)]
    [InlineData("/static-files/./a.js", 401)]
    [InlineData("/favicon.icox", 401)]
    [InlineData("/x/favicon.ico", 401)]
    [InlineData("/x/mlflow/server-info", 401)]
    [InlineData("/api/2.0/mlflow/server-info", 401)]
    [InlineData("/api/3.0/mlflow/server-info/x", 401)]
    [InlineData("/version", 401)]
    [InlineData("/metrics", 401)]
    [InlineData("/", 401)]
    [InlineData("/graphql", 401)]
    [InlineData("/v1/traces", 401)]
    [InlineData("/signup", 401)]
    public async Task Only_the_public_list_is_answered_without_sign_in(string target, int status)
    {
        var server = await servers.On(DatabaseKind.Sqlite);

        Assert.Equal(status, (await server.Anonymous().Get(target)).Status);
    }

    [Theory]
    [InlineData("/static")]
    [InlineData("/static-files")]
    [InlineData("/health")]
    public async Task A_static_prefix_makes_nothing_public(string prefix)
    {
        var options = new ServerOptions { Flags = new Dictionary<string, string?> { ["--static-prefix"] = prefix } };
        await using var server = await SluiceServer.Start(DatabaseKind.Sqlite, postgres, options, TestContext.Current.CancellationToken);
        (string Target, int Status)[] expected =
        [
            ($"{prefix}/health", 200),
            ($"{prefix}/static-files/a.js", 404),
            ($"{prefix}/api/3.0/mlflow/server-info", 200),
            ($"{prefix}/api/2.0/mlflow/experiments/get?experiment_id=0", 401),
            ($"{prefix}/version", 401),
            ($"{prefix}/a.js", 401),
            ($"{prefix}x/health", 401),
            ($"{prefix}/healthx", 401),
            ($"{prefix}", 401),
        ];

        var found = new List<(string, int)>();
        foreach (var (target, _) in expected.Where(one => one.Target != "/health"))
        {
            found.Add((target, (await server.Anonymous().Get(target)).Status));
        }

        Assert.Equal(expected.Where(one => one.Target != "/health"), found);
    }

    [Fact]
    public async Task Sign_in_is_asked_for_before_anything_of_a_request_is_read()
    {
        var server = await servers.On(DatabaseKind.Sqlite);
        var routes = File.ReadLines(RepositoryRoot.Path("tests", "contract", "routes.tsv")).Skip(1).Select(line => line.Split('\t'));
        var wrong = new List<string>();
        foreach (var path in routes.Select(row => row[1]).Distinct().Where(path => !IsPublic(path)))
        {
            var target = string.Join('/', path.Split('/').Select(part => part.StartsWith('{') ? "1" : part));
            foreach (var method in (string[])["GET", "POST", "PUT", "PATCH", "DELETE", "FROB"])
            {
                var request = new RawRequest(method, target)
                {
                    Headers = [new("Content-Type", "application/json"), new("X-MLFLOW-WORKSPACE", "no such/workspace")],
                    Body = "{\"broken"u8.ToArray(),
                };
                var answer = await server.Send(request, TestContext.Current.CancellationToken);
                if (answer.Status != 401)
                {
                    wrong.Add($"{method} {target}: {answer.Status}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task A_body_is_not_waited_for_without_sign_in()
    {
        var server = await servers.On(DatabaseKind.Sqlite);
        // A gigabyte is announced and never sent.
        var request = new RawRequest("POST", "/api/2.0/mlflow/runs/log-batch") { Headers = [new("Content-Length", "1000000000")] };

        Assert.Equal(401, (await server.Send(request, TestContext.Current.CancellationToken)).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Basic")]
    [InlineData("Basic ")]
    [InlineData("Basic !!!")]
    [InlineData("Basic YWRtaW4=")]
    [InlineData("Basic //8=")]
    [InlineData("Bearer YWRtaW46Y29ycmVjdC1ob3JzZS1iYXR0ZXJ5LXN0YXBsZQ==")]
    [InlineData("YWRtaW46Y29ycmVjdC1ob3JzZS1iYXR0ZXJ5LXN0YXBsZQ==")]
    public async Task Credentials_in_another_form_than_Basic_open_nothing(string authorization)
    {
        var server = await servers.On(DatabaseKind.Sqlite);
        var request = new RawRequest("GET", "/version") { Headers = [new("Authorization", authorization)] };

        Assert.Equal(401, (await server.Send(request, TestContext.Current.CancellationToken)).Status);
    }

    [Fact]
    public async Task Two_Authorization_headers_open_nothing()
    {
        var server = await servers.On(DatabaseKind.Sqlite);
        var good = server.Admin().Authorization!;
        var bad = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("none:wrong-password"));
        foreach (
            var pair in (string[][])
                [
                    [good, bad],
                    [bad, good],
                ]
        )
        {
            var request = new RawRequest("GET", "/version")
            {
                Headers = [.. pair.Select(one => KeyValuePair.Create("Authorization", one))],
            };

            Assert.InRange((await server.Send(request, TestContext.Current.CancellationToken)).Status, 400, 401);
        }
    }

    private static bool IsPublic(string path) =>
        path is "/health" or "/favicon.ico" or "/api/3.0/mlflow/server-info" or "/ajax-api/3.0/mlflow/server-info"
        || path.StartsWith("/static-files/{", StringComparison.Ordinal);
}
