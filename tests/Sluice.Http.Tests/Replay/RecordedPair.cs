using System.Globalization;
using Sluice.Http.Tests.Json;

namespace Sluice.Http.Tests.Replay;

/// <summary>One request of a recording and the answer that the original gave.</summary>
public sealed record RecordedPair
{
    /// <summary>The number in the file.</summary>
    public required int Number { get; init; }

    /// <summary>Who asks: an account's name, an object with <c>user</c> and <c>password</c>, or null for nobody.</summary>
    public required JsonValue Caller { get; init; }

    /// <summary>The request as recorded, with <c>${name}</c> where an earlier answer's value belongs.</summary>
    public required JsonObject Request { get; init; }

    /// <summary>The answer as recorded.</summary>
    public required JsonObject Response { get; init; }

    /// <summary>Values that later pairs use: name to path in the answer.</summary>
    public required IReadOnlyDictionary<string, string> Save { get; init; }

    /// <summary>Paths of lists whose order means nothing.</summary>
    public required IReadOnlyList<string> Unordered { get; init; }

    /// <summary>Paths that are not compared.</summary>
    public required IReadOnlyList<string> Ignored { get; init; }

    /// <summary>The request's method.</summary>
    public string Method => ((JsonString)Request.Members["method"]).Value;

    /// <summary>The request's path as sent, without the query.</summary>
    public string Path => ((JsonString)Request.Members["path"]).Value;

    /// <summary>The status that the original answered.</summary>
    public int Status => int.Parse(((JsonNumber)Response.Members["status"]).Spelling, CultureInfo.InvariantCulture);

    /// <summary>Reads one line of a recording.</summary>
    public static RecordedPair Of(JsonObject line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var fields = line.Members;
        return new RecordedPair
        {
            Number = int.Parse(((JsonNumber)fields["n"]).Spelling, CultureInfo.InvariantCulture),
            Caller = fields["as"],
            Request = (JsonObject)fields["request"],
            Response = (JsonObject)fields["response"],
            Save = fields.GetValueOrDefault("save") is JsonObject save
                ? save.Members.ToDictionary(member => member.Key, member => ((JsonString)member.Value).Value)
                : [],
            Unordered = List(fields.GetValueOrDefault("unordered")),
            Ignored = List(fields.GetValueOrDefault("ignore")),
        };
    }

    private static IReadOnlyList<string> List(JsonValue? value) =>
        value is JsonArray list ? [.. list.Items.Select(item => ((JsonString)item).Value)] : [];
}
