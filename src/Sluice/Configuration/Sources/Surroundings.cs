namespace Sluice.Configuration.Sources;

/// <summary>What a command sees of the process that runs it. Nothing in this room looks at the process itself.</summary>
/// <param name="ProgramName">The name the executable was started under, without folder: <c>sluice</c> or <c>mlflow</c>.</param>
/// <param name="Environment">The variables of the environment.</param>
/// <param name="WorkingFolder">The folder that relative paths start from; absolute.</param>
internal sealed record Surroundings(string ProgramName, IReadOnlyDictionary<string, string> Environment, string WorkingFolder)
{
    /// <summary>Whether standard output is a terminal.</summary>
    public bool Terminal { get; init; }

    /// <summary>Whether the program was called by the original's name, by people and scripts that expect the original's lines.</summary>
    public bool CalledMlflow => ProgramName == "mlflow";

    /// <summary>A variable's text, or null when it isn't set. An empty text is a text.</summary>
    public string? Variable(string name) => Environment.TryGetValue(name, out var text) ? text : null;

    /// <summary>A variable as a given setting; null when it isn't set or empty, which Click takes for not set.</summary>
    public Given? NonEmpty(string name) =>
        Variable(name) is { Length: > 0 } text ? new Given(name, text, new Origin(OriginKind.Variable, name)) : null;

    /// <summary>The absolute form of a path.</summary>
    public string Absolute(string path) => Path.GetFullPath(path, WorkingFolder);
}
