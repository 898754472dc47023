namespace Sluice.Http.Tests.Servers;

/// <summary>What a server is started with, where it differs from the defaults in <see cref="ServerLaunch"/>.</summary>
public sealed record ServerOptions
{
    /// <summary>The value of <c>--app-name</c>; null starts a server without accounts.</summary>
    public string? App { get; init; } = "basic-auth";

    /// <summary>Flags by name (<c>--static-prefix</c>); <see cref="Bare"/> gives the name alone, null removes a default.</summary>
    public IReadOnlyDictionary<string, string?> Flags { get; init; } = new Dictionary<string, string?>();

    /// <summary>Keys of the ini file.</summary>
    public IReadOnlyDictionary<string, string> Ini { get; init; } = new Dictionary<string, string>();

    /// <summary>Variables of the environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>A program, with arguments, that becomes the server (<c>prlimit --fsize=...</c>); empty starts it directly.</summary>
    public IReadOnlyList<string> Wrapper { get; init; } = [];

    /// <summary>The path that says that the server is up.</summary>
    public string Health { get; init; } = "/health";

    /// <summary>The value of a flag that has none: its name alone is given.</summary>
    public const string Bare = "\u0001";
}
