using System.Text;
using Sluice.Http.Tests.Access;
using Sluice.Http.Tests.Servers;
using Sluice.Http.Tests.Wire;
using Sluice.Protocol.Messages;
using Sluice.Protocol.Routes;
using Xunit;

namespace Sluice.Http.Tests.Faults;

/// <summary>Whatever text a request gives, and whoever sends it: the answer is short, and no fault of the server.</summary>
public sealed class LargeValueTests(LargeValueServers servers) : IClassFixture<LargeValueServers>
{
    private const int LongestAnswer = 64 * 1024;
    private const int LargestBody = 63 * 1024 * 1024;
    private const long MostKilobytes = 900 * 1024;

    /// <summary>A body above every limit of a text; a query or path as long as the head of a request may be.</summary>
    private const int LargeBody = 3 * 1024 * 1024;
    private const int LargeTarget = 60_000;

    /// <summary>What is sent again and again: as JSON, and in a query.</summary>
    private static readonly (string Json, string Query)[] Kinds =
    [
        ("\\\"", "%22"),
        ("<", "%3C"),
        ("%25", "%2525"),
        ("\ud83d\ude00", "%F0%9F%98%80"),
        ("\\ud800", "%ED%A0%80"),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_text_of_every_body_is_refused_shortly()
    {
        var server = await servers.On(DatabaseKind.Sqlite);
        var wrong = new List<string>();
        await foreach (var (endpoint, field, scene) in TextFields(server))
        {
            if (endpoint.Body == BodyUse.Stream)
            {
                continue;
            }
            foreach (var (json, _) in Kinds)
            {
                var body = Body(endpoint, field, Repeated(json, LargeBody), scene);
                await Judge(server, endpoint, field, "", body, wrong);
            }
        }
        Assert.True(wrong.Count == 0, $"{string.Join('\n', wrong)}\n{server.Output}");
    }

    [Fact]
    public async Task Every_text_of_every_query_and_path_is_refused_shortly()
    {
        var server = await servers.On(DatabaseKind.Sqlite);
        var wrong = new List<string>();
        await foreach (var (endpoint, field, _) in TextFields(server))
        {
            foreach (var (_, query) in Kinds)
            {
                var text = Repeated(query, LargeTarget);
                var isPart = endpoint.Path.Contains($"{{{field.Name}", StringComparison.Ordinal);
                await Judge(server, endpoint, field, isPart ? text : $"?{field.Name}={text}", null, wrong);
            }
        }
        Assert.True(wrong.Count == 0, $"{string.Join('\n', wrong)}\n{server.Output}");
    }

    [Fact]
    public async Task The_largest_body_of_every_route_costs_a_bounded_memory()
    {
        var server = await servers.On(DatabaseKind.Sqlite);
        var wrong = new List<string>();
        var seen = new HashSet<Endpoint>();
        server.ForgetMostKilobytes();
        await foreach (var (endpoint, field, scene) in TextFields(server))
        {
            if (endpoint.Body != BodyUse.Stream && seen.Add(endpoint))
            {
                var body = Body(endpoint, field, Repeated("\\\"", LargestBody), scene);
                await Judge(server.As("none"), endpoint, field, "", body, wrong);
            }
        }
        Assert.True(wrong.Count == 0, $"{string.Join('\n', wrong)}\n{server.Output}");
        Assert.InRange(server.MostKilobytes(), 0, MostKilobytes);
    }

    private static async IAsyncEnumerable<(Endpoint Endpoint, FieldDescription Field, Scene Scene)> TextFields(SluiceServer server)
    {
        var scene = await Scene.Make(server, granted: false);
        var fields = 0;
        foreach (var endpoint in await ServedRoutes.Read())
        {
            foreach (var field in endpoint.Fields)
            {
                if (field.Type is "string" or ['[', ']', ..])
                {
                    fields++;
                    yield return (endpoint, field, scene);
                }
            }
        }
        Assert.InRange(fields, 70, int.MaxValue);
    }

    private static async Task Judge(
        SluiceServer server,
        Endpoint endpoint,
        FieldDescription field,
        string target,
        byte[]? body,
        List<string> wrong
    )
    {
        foreach (var caller in (Caller[])[server.Anonymous(), server.As("none"), server.Admin()])
        {
            await Judge(caller, endpoint, field, target, body, wrong);
        }
    }

    private static async Task Judge(
        Caller caller,
        Endpoint endpoint,
        FieldDescription field,
        string target,
        byte[]? body,
        List<string> wrong
    )
    {
        var headers = new List<KeyValuePair<string, string>> { new("Content-Type", "application/json") };
        if (caller.Authorization is { } authorization)
        {
            headers.Add(new("Authorization", authorization));
        }
        var path = endpoint.PathWith(target.StartsWith('?') || target.Length == 0 ? "1" : "") + target;
        var request = new RawRequest(endpoint.Method, path) { Headers = headers, Body = body };
        string what;
        try
        {
            var answer = await RawHttpClient.Send(caller.Port, request, Cancellation);
            if (answer.Status < 500 && answer.Body.Length <= LongestAnswer)
            {
                return;
            }
            what = $"{answer.Status}, {answer.Body.Length} bytes: {answer.Text[..Math.Min(200, answer.Text.Length)]}";
        }
        catch (IOException) when (body is not null && (caller.Name is null || !endpoint.TakesBody))
        {
            // The answer came before the body was sent, and the connection to its end.
            return;
        }
        catch (IOException failure)
        {
            what = failure.Message;
        }
        wrong.Add($"{caller.Name ?? "nobody"}: {endpoint.Method} {endpoint.Path} {field.Name}: {what}");
    }

    /// <summary>A message whose other fields are what the route asks for.</summary>
    private static byte[] Body(Endpoint endpoint, FieldDescription large, string text, Scene scene)
    {
        var members = endpoint.Fields.Select(field => $"\"{field.Name}\": {(field == large ? Large(field, text) : Usual(field, scene))}");
        return Encoding.UTF8.GetBytes($"{{{string.Join(", ", members.Where(member => !member.EndsWith(' ')))}}}");
    }

    private static string Large(FieldDescription field, string text) =>
        field.Type switch
        {
            "string" => $"\"{text}\"",
            "[]string" => $"[\"{text}\"]",
            _ => $$"""[{"key": "{{text}}", "value": "{{text}}", "run_id": "{{text}}"}]""",
        };

    private static string Usual(FieldDescription field, Scene scene) =>
        field.Name switch
        {
            "run_id" when field.Type == "string" => scene.Fill("\"{run}\"", ""),
            "run_id" or "run_ids" => scene.Fill("[\"{run}\"]", ""),
            "experiment_id" => scene.Fill("\"{experiment}\"", ""),
            "experiment_ids" => scene.Fill("[\"{experiment}\"]", ""),
            "username" => "\"nobody-at-all\"",
            _ when !field.IsRequired => "",
            _ when field.Type is "string" => "\"k\"",
            _ when field.Type is "bool" => "false",
            _ => "1",
        };

    private static string Repeated(string piece, int bytes) =>
        string.Concat(Enumerable.Repeat(piece, bytes / Encoding.UTF8.GetByteCount(piece)));
}

/// <summary>Servers on which nobody may see anything without a grant, with a user who has none.</summary>
public sealed class LargeValueServers()
    : SharedServers(new ServerOptions { Ini = new Dictionary<string, string> { ["default_permission"] = "NO_PERMISSIONS" } })
{
    /// <inheritdoc/>
    protected override Task Prepare(SluiceServer server) => server.Admin().MakeUser("none");
}
