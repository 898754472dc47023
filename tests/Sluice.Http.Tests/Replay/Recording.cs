using Sluice.Http.Tests.Json;
using Sluice.Http.Tests.Servers;

namespace Sluice.Http.Tests.Replay;

/// <summary>One file of tests/contract/recordings: how its server was started, and its pairs in order.</summary>
public sealed record Recording
{
    /// <summary>The file's name without its ending.</summary>
    public required string Name { get; init; }

    /// <summary>How the server is started.</summary>
    public required ServerOptions Server { get; init; }

    /// <summary>Passwords by account name.</summary>
    public required IReadOnlyDictionary<string, string> Passwords { get; init; }

    /// <summary>Requests and answers; each may depend on those before.</summary>
    public required IReadOnlyList<RecordedPair> Pairs { get; init; }

    /// <summary>The static prefix of the server; empty when there is none.</summary>
    public string StaticPrefix => Server.Flags.GetValueOrDefault("--static-prefix") ?? "";

    /// <summary>The names of all recordings, in order.</summary>
    public static IReadOnlyList<string> Names() =>
        [
            .. Directory
                .EnumerateFiles(Folder(), "*.jsonl")
                .Select(file => Path.GetFileNameWithoutExtension(file))
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Reads a recording by its name.</summary>
    public static Recording Read(string name)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder(), name + ".jsonl")).Select(line => (JsonObject)JsonReader.Read(line)).ToList();
        var header = lines[0].Members;
        return new Recording
        {
            Name = name,
            Server = OptionsOf((JsonObject)header["server"]),
            Passwords = Texts(header.GetValueOrDefault("passwords")),
            Pairs = [.. lines.Skip(1).Select(RecordedPair.Of)],
        };
    }

    private static string Folder() => RepositoryRoot.Path("tests", "contract", "recordings");

    private static ServerOptions OptionsOf(JsonObject server)
    {
        var defaults = new ServerOptions();
        return new ServerOptions
        {
            App = server.Members.TryGetValue("app", out var app) ? (app as JsonString)?.Value : defaults.App,
            Flags = Members(server.Members.GetValueOrDefault("flags")).ToDictionary(flag => flag.Key, flag => FlagOf(flag.Value)),
            Ini = Texts(server.Members.GetValueOrDefault("ini")),
            Environment = Texts(server.Members.GetValueOrDefault("env")),
            Health = (server.Members.GetValueOrDefault("health") as JsonString)?.Value ?? defaults.Health,
        };
    }

    private static string? FlagOf(JsonValue value) =>
        value switch
        {
            JsonNull => null,
            JsonBool { Value: true } => ServerOptions.Bare,
            JsonString text => text.Value,
            _ => value.ToString(),
        };

    private static Dictionary<string, string> Texts(JsonValue? value) =>
        Members(value).ToDictionary(member => member.Key, member => member.Value is JsonString text ? text.Value : member.Value.ToString());

    private static IReadOnlyDictionary<string, JsonValue> Members(JsonValue? value) =>
        (value as JsonObject)?.Members ?? new Dictionary<string, JsonValue>();
}
