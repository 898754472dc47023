namespace Sluice.Configuration.Arguments;

/// <summary>The commands that the executable has. A new command is a row here and a file under Commands.</summary>
internal static class CommandTable
{
    /// <summary>The flag of <c>config</c> that chooses the form of its output.</summary>
    public static readonly Flag ConfigFormat = new(
        "--format",
        FlagKind.Choice,
        "text, json for programs, or markdown for the page docs/settings.md."
    )
    {
        Choices = ["text", "json", "markdown"],
        Default = "text",
    };

    /// <summary>The flag of <c>routes</c> that chooses the form of its output.</summary>
    public static readonly Flag RoutesFormat = new("--format", FlagKind.Choice, "text, or markdown for the page docs/routes.md.")
    {
        Choices = ["text", "markdown"],
        Default = "text",
    };

    /// <summary>The flag of <c>bounds</c> that chooses the form of its output.</summary>
    public static readonly Flag BoundsFormat = new("--format", FlagKind.Choice, "text, or markdown for the page docs/bounds.md.")
    {
        Choices = ["text", "markdown"],
        Default = "text",
    };

    /// <summary>Flags before the command.</summary>
    public static readonly IReadOnlyList<Flag> Global =
    [
        new("--env-file", FlagKind.Text, "Read variables from this file first; variables that are set already win."),
        new("--version", FlagKind.Switch, "Print the version and stop."),
    ];

    /// <summary>All commands.</summary>
    public static readonly IReadOnlyList<CommandSpec> All =
    [
        new("server", "Serve experiments, runs, metrics and artifacts.", ServerFlags.All) { Aliases = ["ui"], NeedsSettings = true },
        new(
            "config",
            "Show the settings that a server with these flags would run with, and where each comes from.",
            [.. ServerFlags.All, ConfigFormat]
        )
        {
            NeedsSettings = true,
        },
        new(
            "routes",
            "Show every route of a server with accounts, and who may call it; no database is opened.",
            [.. ServerFlags.All, RoutesFormat]
        )
        {
            NeedsSettings = true,
        },
        new(
            "bounds",
            "Show every bound of a server with these settings, and what happens when it is reached.",
            [.. ServerFlags.All, BoundsFormat]
        )
        {
            NeedsSettings = true,
        },
        new("db upgrade", "Create the tracking database's tables or bring them up to date.", []) { Arguments = ["URL"] },
    ];
}

/// <summary>One row of the table of commands: its names, flags and arguments.</summary>
/// <param name="Name">The words that call it, such as <c>server</c> or <c>db upgrade</c>.</param>
/// <param name="Summary">What it does, in one sentence.</param>
/// <param name="Flags">Its flags.</param>
internal sealed record CommandSpec(string Name, string Summary, IReadOnlyList<Flag> Flags)
{
    /// <summary>Other words that call it; help and usage lines say <see cref="Name"/>.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Names of its arguments, all of which are required, as the usage line shows them.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Whether it takes the flags of the server and gets a <see cref="Settings"/> made of them.</summary>
    public bool NeedsSettings { get; init; }
}
