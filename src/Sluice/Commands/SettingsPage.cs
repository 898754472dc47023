using Sluice.Configuration.Arguments;
using Sluice.Configuration.Databases;
using Sluice.Configuration.HttpOptions;
using Sluice.Configuration.Sources;

namespace Sluice.Commands;

/// <summary>The page docs/settings.md: every row of the tables of settings, as people read it.</summary>
internal static class SettingsPage
{
    private static readonly string[] FlagColumns = ["flag", "variable", "default", "meaning"];
    private static readonly string[] OptionColumns = ["option", "variable", "default", "meaning"];

    /// <summary>Writes the page.</summary>
    public static void Write(TextWriter output)
    {
        output.Write(
            """
            # Settings

            Every flag, variable, key and option, with its default. What wins over what, and how each is written: [configuration](configuration.md).
            This page is the output of `sluice config --format markdown`.

            """
        );
        WriteTable("## Flags before the command", FlagColumns, CommandTable.Global.Select(FlagRow), output);
        WriteTable("## Flags of `server`", FlagColumns, ServerFlags.All.Select(FlagRow), output);
        WriteTable("## Keys of the ini file", ["key", "default", "meaning"], IniKeys.All.Select(SettingRow), output);
        WriteTable("## Variables", ["variable", "default", "meaning"], Variables.All.Select(SettingRow), output);
        string[][] keywords = [.. PostgresParameters.Variables.Select(row => new[] { Code(row.Variable), Code(row.Keyword) })];
        WriteTable("## Variables of PostgreSQL", ["variable", "parameter"], keywords, output);
        output.Write("\n## Options of the HTTP server\n");
        WriteTable("### `--uvicorn-opts`", OptionColumns, UvicornOptions.Honoured.Select(FlagRow), output);
        WriteTable("### `--gunicorn-opts`", OptionColumns, GunicornOptions.Honoured.Select(FlagRow), output);
        WriteTable("### `--waitress-opts`", OptionColumns, WaitressOptions.Honoured.Select(FlagRow), output);
    }

    private static void WriteTable(string heading, string[] columns, IEnumerable<string[]> rows, TextWriter output)
    {
        output.Write($"\n{heading}\n\n{Line(columns)}{Line([.. columns.Select(_ => "---")])}");
        foreach (var row in rows)
        {
            output.Write(Line(row));
        }
    }

    private static string[] FlagRow(Flag flag)
    {
        var names = new[] { flag.Name, flag.Off, flag.Short }.OfType<string>().Select(Code);
        var words = flag.Choices.Count == 0 ? "" : $" Words: {string.Join(", ", flag.Choices)}.";
        var range = flag.Kind == FlagKind.Range ? $" From {flag.Minimum} to {flag.Maximum}." : "";
        var variable = flag.Variable is null ? "" : Code(flag.Variable);
        return [string.Join(", ", names), variable, Default(flag), flag.Help + words + range];
    }

    private static string[] SettingRow(Setting row) => [Code(row.Name), Default(row), row.Help];

    private static string Default(Setting row) => row.Default is { } text ? Code(text) : row.Otherwise ?? "";

    private static string Code(string text) => $"`{text}`";

    private static string Line(string[] cells) => "|" + string.Concat(cells.Select(cell => cell.Length == 0 ? " |" : $" {cell} |")) + "\n";
}
