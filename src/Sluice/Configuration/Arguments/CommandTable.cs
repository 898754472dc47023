namespace Sluice.Configuration;

/// <summary>The commands that the executable has. A new command is a row here and a file under Commands.</summary>
internal static class CommandTable
{
    /// <summary>The flag of <c>config</c> that chooses the form of its output.</summary>
    public static readonly Flag ConfigFormat = new("--format", FlagKind.Choice, "text, or json for programs.")
    {
        Choices = ["text", "json"],
        Default = "text",
    };

    /// <summary>The flag of <c>routes</c> that chooses the form of its output.</summary>
    public static readonly Flag RoutesFormat = new("--format", FlagKind.Choice, "text, or markdown for the page docs/routes.md.")
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
        new("db upgrade", "Create the tracking database's tables or bring them up to date.", []) { Arguments = ["URL"] },
    ];
}
