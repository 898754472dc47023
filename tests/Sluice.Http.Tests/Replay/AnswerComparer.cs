using System.Security.Cryptography;
using Sluice.Http.Tests.Json;
using Sluice.Http.Tests.Wire;

namespace Sluice.Http.Tests.Replay;

/// <summary>Compares a whole answer with the recorded one: status, headers, body.</summary>
public static class AnswerComparer
{
    /// <summary>Everything that differs; values that the pair saves go into <paramref name="variables"/>.</summary>
    public static IReadOnlyList<Difference> Compare(RecordedPair pair, RawResponse received, Variables variables)
    {
        ArgumentNullException.ThrowIfNull(pair);
        ArgumentNullException.ThrowIfNull(received);
        ArgumentNullException.ThrowIfNull(variables);
        var found = new List<Difference>();
        if (pair.Status != received.Status)
        {
            found.Add(new Difference("status", $"{pair.Status}", $"{received.Status} {received.Text}"));
        }
        found.AddRange(Headers(pair, received, variables));
        found.AddRange(Body(pair, received, variables));
        return found;
    }

    private static IEnumerable<Difference> Headers(RecordedPair pair, RawResponse received, Variables variables)
    {
        if (pair.Response.Members.GetValueOrDefault("headers") is not JsonObject headers)
        {
            yield break;
        }
        foreach (var (name, value) in headers.Members)
        {
            var expected = ((JsonString)value).Value;
            var got = received.Headers.GetValueOrDefault(name);
            var same = name switch
            {
                // Parameters such as the character set may be spelled differently.
                "content-type" => expected == "<string>" || variables.Fill(WithoutParameters(expected)) == WithoutParameters(got ?? ""),
                "allow" => got is not null && Methods(expected).SetEquals(Methods(got)),
                _ => expected == "<string>" || variables.Fill(expected) == got,
            };
            if (!same)
            {
                yield return new Difference($"header {name}", expected, got ?? "(absent)");
            }
        }
    }

    private static List<Difference> Body(RecordedPair pair, RawResponse received, Variables variables)
    {
        var response = pair.Response.Members;
        if (response.TryGetValue("json", out var json))
        {
            return Json(pair, json, received, variables);
        }
        if (response.TryGetValue("text", out var text))
        {
            var expected = variables.Fill(((JsonString)text).Value);
            return expected == "<string>" || expected == received.Text ? [] : [new Difference("body", expected, received.Text)];
        }
        if (response.TryGetValue("sha256", out var sha))
        {
            var expected = ((JsonString)sha).Value;
            return expected == "<string>" || Convert.ToHexStringLower(SHA256.HashData(received.Body.Span)) == expected
                ? []
                : [new Difference("body", $"{response["length"]} bytes", $"{received.Body.Length} other bytes")];
        }
        return response.ContainsKey("body") || received.Body.IsEmpty ? [] : [new Difference("body", "(empty)", received.Text)];
    }

    private static List<Difference> Json(RecordedPair pair, JsonValue expected, RawResponse received, Variables variables)
    {
        JsonValue value;
        try
        {
            value = JsonReader.Read(received.Text);
        }
        catch (FormatException)
        {
            return [new Difference("body", "JSON", received.Text)];
        }
        var found = new List<Difference>();
        foreach (var (name, path) in pair.Save)
        {
            if (value.At(path) is JsonString id)
            {
                variables.Set(name, id.Value);
            }
            else
            {
                found.Add(new Difference(path, "an id", "(absent)"));
            }
        }
        found.AddRange(new JsonComparer(pair, variables).Compare(expected, value));
        return found;
    }

    private static string WithoutParameters(string type) => type.Split(';')[0].Trim();

    private static HashSet<string> Methods(string allow) => [.. allow.Replace(" ", "", StringComparison.Ordinal).Split(',')];
}
