using Sluice.Http.Tests.Json;

namespace Sluice.Http.Tests.Replay;

/// <summary>Small pairs and recordings for the tests of the replay itself.</summary>
internal static class TestPairs
{
    /// <summary>A GET by nobody whose answer is <paramref name="json"/>.</summary>
    public static RecordedPair Get(int number, string path, int status, string json = "{}", params (string Name, string Path)[] save) =>
        new()
        {
            Number = number,
            Caller = new JsonNull(),
            Request = (JsonObject)JsonReader.Read($$"""{"method": "GET", "path": "{{path}}"}"""),
            Response = (JsonObject)JsonReader.Read($$"""{"status": {{status}}, "json": {{json}}}"""),
            Save = save.ToDictionary(one => one.Name, one => one.Path),
            Unordered = [],
            Ignored = [],
        };

    /// <summary>A recording named <c>small</c>.</summary>
    public static Recording Recording(params RecordedPair[] pairs) =>
        new()
        {
            Name = "small",
            Server = new(),
            Passwords = new Dictionary<string, string>(),
            Pairs = pairs,
        };
}
