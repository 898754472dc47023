using System.Text;
using Sluice.Http.Tests.Servers;
using Sluice.Http.Tests.Wire;
using Xunit;

namespace Sluice.Http.Tests.Faults;

/// <summary>Headers that no browser sends are no fault of the server, and nothing of them is repeated that a header can't hold.</summary>
public sealed class OddHeaderTests(FaultServers servers) : IClassFixture<FaultServers>
{
    private static readonly string[] Texts =
    [
        "é",
        "X-Ünal, Content-Type",
        "http://localhost:８０",
        "http://localhost:٣٠٠٠",
        "http://lo\u017fcalhost",
        "https://例え.example",
        "\ud83d\ude00",
        "http://localhost:80\u00a0",
        "\u0080",
    ];

    private static readonly string[] Names =
    [
        "Origin",
        "Access-Control-Request-Headers",
        "Access-Control-Request-Method",
        "Range",
        "If-Range",
        "Content-Type",
        "Authorization",
        "X-MLFLOW-WORKSPACE",
        "Referer",
    ];

    [Theory]
    [InlineData("OPTIONS", "/api/2.0/mlflow/runs/search")]
    [InlineData("GET", "/health")]
    [InlineData("GET", "/api/2.0/mlflow/experiments/get?experiment_id=0")]
    [InlineData("POST", "/api/2.0/mlflow/runs/search")]
    [InlineData("GET", "/api/2.0/mlflow-artifacts/artifacts/0/a")]
    public async Task A_header_beyond_ASCII_is_no_fault_of_the_server(string method, string target)
    {
        var server = await servers.On(DatabaseKind.Sqlite);
        var wrong = new List<string>();
        foreach (var name in Names)
        {
            foreach (var text in Texts)
            {
                var headers = new Dictionary<string, string> { ["Authorization"] = server.Admin().Authorization! };
                if (method == "OPTIONS")
                {
                    headers["Origin"] = "http://localhost:3000";
                    headers["Access-Control-Request-Method"] = "POST";
                }
                // What the client writes as Latin-1 arrives as UTF-8.
                headers[name] = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
                var request = new RawRequest(method, target) { Headers = [.. headers] };
                var answer = await server.Send(request, TestContext.Current.CancellationToken);
                if (answer.Status >= 500 || answer.Headers.Values.Any(value => !Ascii.IsValid(value)))
                {
                    wrong.Add($"{name}: {text}: {answer.Status}");
                }
            }
        }

        Assert.True(wrong.Count == 0, $"{string.Join('\n', wrong)}\n{server.Output}");
    }
}
