using System.Text;
using Sluice.Http.Tests.Json;
using Sluice.Http.Tests.Wire;
using Xunit;

namespace Sluice.Http.Tests.Servers;

/// <summary>Somebody who calls a server, signed in by a name and a password, or nobody.</summary>
/// <param name="Port">The server's loopback port.</param>
/// <param name="Name">The user name; null sends no credentials.</param>
/// <param name="Password">The password.</param>
internal sealed record Caller(int Port, string? Name, string Password = Caller.UsualPassword)
{
    /// <summary>The password of every user that a test makes.</summary>
    public const string UsualPassword = "a-good-long-password";

    /// <summary>The tracking routes.</summary>
    public const string Api = "/api/2.0/mlflow/";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The <c>Authorization</c> header's value; null for nobody.</summary>
    public string? Authorization => Name is null ? null : "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Name}:{Password}"));

    /// <summary>Sends a request; a JSON body says so, unless a content type is among the headers.</summary>
    /// <param name="method">The method.</param>
    /// <param name="target">A path from the root, or one below <see cref="Api"/>.</param>
    /// <param name="json">The body; null for none.</param>
    /// <param name="headers">Further headers.</param>
    public Task<RawResponse> Send(string method, string target, string? json = null, params KeyValuePair<string, string>[] headers)
    {
        var all = new List<KeyValuePair<string, string>>(headers);
        if (Authorization is { } authorization)
        {
            all.Add(new("Authorization", authorization));
        }
        if (json is not null && !headers.Any(header => header.Key == "Content-Type"))
        {
            all.Add(new("Content-Type", "application/json"));
        }
        var request = new RawRequest(method, target.StartsWith('/') ? target : Api + target)
        {
            Headers = all,
            Body = json is null ? null : Encoding.UTF8.GetBytes(json),
        };
        return RawHttpClient.Send(Port, request, Cancellation);
    }

    /// <summary>Sends a GET.</summary>
    public Task<RawResponse> Get(string target) => Send("GET", target);

    /// <summary>Sends a POST with a JSON body.</summary>
    public Task<RawResponse> Post(string target, string json) => Send("POST", target, json);

    /// <summary>Sends a request that must succeed, and reads its JSON (null where it has no body).</summary>
    public async Task<JsonValue> Done(string method, string target, string? json = null)
    {
        var response = await Send(method, target, json);
        Assert.True(response.Status == 200, $"{method} {target} {json}: {response.Status} {response.Text}");
        return response.Text.Length == 0 ? new JsonNull() : JsonReader.Read(response.Text);
    }

    /// <summary>Makes a user.</summary>
    public Task MakeUser(string name) => Done("POST", "users/create", $$"""{"username": "{{name}}", "password": "{{UsualPassword}}"}""");

    /// <summary>Makes an experiment.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> MakeExperiment(string? name = null) =>
        Text(await Done("POST", "experiments/create", $$"""{"name": "{{name ?? Guid.NewGuid().ToString("N")}}"}"""), "experiment_id");

    /// <summary>Makes a run.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> MakeRun(string experiment) =>
        Text(await Done("POST", "runs/create", $$"""{"experiment_id": "{{experiment}}", "run_name": "run"}"""), "run.info.run_id");

    /// <summary>A text in an answer.</summary>
    public static string Text(JsonValue value, string path) =>
        value.At(path) is JsonString text ? text.Value : throw new FormatException($"no text at {path} in {value}");
}
