using System.Text;
using Sluice.Http.Tests.Json;
using Sluice.Http.Tests.Wire;

namespace Sluice.Http.Tests.Replay;

/// <summary>Makes the request of a pair, with the values of earlier answers put in.</summary>
internal static class PairRequest
{
    /// <summary>The request as it is sent.</summary>
    public static RawRequest Of(RecordedPair pair, IReadOnlyDictionary<string, string> passwords, Variables variables)
    {
        var request = ((JsonObject)variables.Fill(pair.Request)).Members;
        var target = Text(request["path"]);
        if (request.GetValueOrDefault("query") is JsonArray { Items.Count: > 0 } query)
        {
            target +=
                "?" + string.Join('&', query.Items.Cast<JsonArray>().Select(part => $"{Encode(part.Items[0])}={Encode(part.Items[1])}"));
        }
        return new RawRequest(Text(request["method"]), target) { Headers = HeadersOf(pair, request, passwords), Body = BodyOf(request) };
    }

    private static List<KeyValuePair<string, string>> HeadersOf(
        RecordedPair pair,
        IReadOnlyDictionary<string, JsonValue> request,
        IReadOnlyDictionary<string, string> passwords
    )
    {
        var recorded = request.GetValueOrDefault("headers") is JsonObject headers
            ? headers.Members.Select(header => KeyValuePair.Create(header.Key, Text(header.Value))).ToList()
            : [];
        var all = new List<KeyValuePair<string, string>>();
        if (pair.Caller is not JsonNull && !Has("Authorization"))
        {
            var (user, password) = pair.Caller is JsonObject named
                ? (Text(named.Members["user"]), Text(named.Members["password"]))
                : (Text(pair.Caller), passwords[Text(pair.Caller)]);
            all.Add(new("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))));
        }
        if (request.ContainsKey("json") && !Has("Content-Type"))
        {
            all.Add(new("Content-Type", "application/json"));
        }
        all.AddRange(recorded);
        return all;

        bool Has(string name) => recorded.Exists(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    private static ReadOnlyMemory<byte>? BodyOf(IReadOnlyDictionary<string, JsonValue> request)
    {
        if (request.TryGetValue("json", out var json))
        {
            return Encoding.UTF8.GetBytes(json.ToString());
        }
        if (request.TryGetValue("text", out var text))
        {
            return Encoding.UTF8.GetBytes(Text(text));
        }
        return request.TryGetValue("base64", out var bytes) ? Convert.FromBase64String(Text(bytes)) : null;
    }

    // As a form encodes it: a space becomes a plus sign.
    private static string Encode(JsonValue value) => Uri.EscapeDataString(Text(value)).Replace("%20", "+", StringComparison.Ordinal);

    private static string Text(JsonValue value) => value is JsonString text ? text.Value : value.ToString();
}
