using System.Text;
using Sluice.Configuration.Sources;

namespace Sluice.Configuration.Arguments;

/// <summary>The texts of <c>--help</c> and <c>--version</c>, and the usage lines that stand before errors.</summary>
internal static class Help
{
    private const int Width = 100;
    private const int Indent = 30;

    /// <summary>The line of <c>--version</c>: under the name <c>mlflow</c> the one that MLflow prints.</summary>
    public static string Version(Surroundings surroundings) =>
        surroundings.CalledMlflow
            ? $"mlflow, version {Product.MlflowVersion}"
            : $"{surroundings.ProgramName}, version {Product.Version} (MLflow {Product.MlflowVersion})";

    /// <summary>The lines before an error (docs/compatibility.md, "Command line").</summary>
    public static string Usage(Surroundings surroundings, string synopsis, string? command = null)
    {
        var name = command is null ? surroundings.ProgramName : $"{surroundings.ProgramName} {command}";
        return $"Usage: {name} {synopsis}\nTry '{name} --help' for help.\n\n";
    }

    /// <summary>What stands behind a command's name in its usage line.</summary>
    public static string Synopsis(CommandSpec command) => string.Join(' ', command.Arguments.Prepend("[OPTIONS]"));

    /// <summary>Help of the program.</summary>
    public static string OfProgram(Surroundings surroundings, IReadOnlyList<CommandSpec> commands)
    {
        var text = new StringBuilder($"Usage: {surroundings.ProgramName} [OPTIONS] COMMAND [ARGS]...\n\n");
        text.Append("  Experiment tracking with accounts, for MLflow clients.\n\nOptions:\n");
        AppendFlags(text, CommandTable.Global);
        AppendCommands(text, commands, "");
        return text.ToString();
    }

    /// <summary>Help of a group of commands, such as <c>db</c>.</summary>
    public static string OfGroup(Surroundings surroundings, string group, IReadOnlyList<CommandSpec> commands)
    {
        var text = new StringBuilder($"Usage: {surroundings.ProgramName} {group} [OPTIONS] COMMAND [ARGS]...\n\nOptions:\n");
        AppendFlags(text, []);
        AppendCommands(text, commands, group + " ");
        return text.ToString();
    }

    /// <summary>Help of one command.</summary>
    public static string OfCommand(Surroundings surroundings, CommandSpec command)
    {
        var text = new StringBuilder(
            $"Usage: {surroundings.ProgramName} {command.Name} {Synopsis(command)}\n\n  {command.Summary}\n\nOptions:\n"
        );
        AppendFlags(text, command.Flags);
        return text.ToString();
    }

    private static void AppendCommands(StringBuilder text, IReadOnlyList<CommandSpec> commands, string group)
    {
        text.Append("\nCommands:\n");
        foreach (var command in commands)
        {
            var aliases = command.Aliases.Count == 0 ? "" : $" Also: {string.Join(", ", command.Aliases)}.";
            AppendRow(text, command.Name[group.Length..], command.Summary + aliases);
        }
    }

    private static void AppendFlags(StringBuilder text, IReadOnlyList<Flag> flags)
    {
        foreach (var flag in flags.Where(flag => !flag.Hidden))
        {
            var names = string.Join(", ", new[] { flag.Short, flag.Name }.OfType<string>()) + (flag.Off is null ? "" : $" / {flag.Off}");
            var facts = new List<string>();
            if (flag.Variable is not null)
            {
                facts.Add($"variable {flag.Variable}");
            }
            if (flag.Fallback.Length > 0)
            {
                facts.Add($"default {flag.Fallback}");
            }
            AppendRow(text, names + Value(flag), flag.Help + (facts.Count == 0 ? "" : $" [{string.Join("; ", facts)}]"));
        }
        AppendRow(text, "--help", "Print this text and stop.");
    }

    private static string Value(Flag flag) =>
        flag.Kind switch
        {
            FlagKind.Switch => "",
            FlagKind.Integer => " INTEGER",
            FlagKind.Range => $" {flag.Minimum}..{flag.Maximum}",
            FlagKind.Choice => $" {string.Join('|', flag.Choices)}",
            FlagKind.Uri => " URI",
            FlagKind.File => " FILE",
            _ => " TEXT",
        };

    private static void AppendRow(StringBuilder text, string left, string right)
    {
        text.Append("  ").Append(left);
        var column = left.Length + 2;
        if (column > Indent - 2)
        {
            text.Append('\n');
            column = 0;
        }
        text.Append(' ', Indent - column);
        column = Indent;
        foreach (var word in right.Split(' '))
        {
            if (column > Indent && column + word.Length + 1 > Width)
            {
                text.Append('\n').Append(' ', Indent);
                column = Indent;
            }
            if (column > Indent)
            {
                text.Append(' ');
                column++;
            }
            text.Append(word);
            column += word.Length;
        }
        text.Append('\n');
    }
}
