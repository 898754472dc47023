using System.Text;
using Sluice.Configuration.Reports;
using Sluice.Configuration.Sources;

namespace Sluice.Configuration.Arguments;

/// <summary>
/// Makes a command of the words of a command line, or the answer to what is wrong with them (docs/compatibility.md, "Command line").
/// </summary>
internal static class CommandLine
{
    /// <summary>Reads the command line of the program.</summary>
    /// <param name="words">The words behind the program's name.</param>
    /// <param name="surroundings">The process around it.</param>
    public static CommandLineResult Parse(IReadOnlyList<string> words, Surroundings surroundings) =>
        Parse(words, surroundings, CommandTable.All);

    /// <summary>Reads a command line against a table of commands.</summary>
    public static CommandLineResult Parse(IReadOnlyList<string> words, Surroundings surroundings, IReadOnlyList<CommandSpec> commands)
    {
        var findings = new Findings();
        var global = new ArgumentReader(CommandTable.Global, findings) { StopAtArgument = true }.Read(words);
        var usage = Help.Usage(surroundings, "[OPTIONS] COMMAND [ARGS]...");
        if (findings.Problems.Count > 0)
        {
            return Refuse(usage, findings);
        }
        if (global.Help)
        {
            return new PrintedAnswer(Help.OfProgram(surroundings, commands), "", 0);
        }
        if (global.Options.Any(option => option.Key == "version"))
        {
            return new PrintedAnswer(Help.Version(surroundings) + "\n", "", 0);
        }
        if (global.Options.LastOrDefault(option => option.Key == "env-file") is { } file)
        {
            surroundings = ReadEnvironment(file, surroundings, findings);
        }
        if (findings.Problems.Count > 0)
        {
            return Refuse(usage, findings);
        }
        return global.Arguments.Count == 0
            ? new PrintedAnswer("", Help.OfProgram(surroundings, commands), 2)
            : ParseCommand(global.Arguments, surroundings, commands, findings);
    }

    private static CommandLineResult ParseCommand(
        IReadOnlyList<string> words,
        Surroundings surroundings,
        IReadOnlyList<CommandSpec> commands,
        Findings findings
    )
    {
        var matches = commands.Select(row => (Row: row, Length: MatchLength(row, words)));
        if (matches.FirstOrDefault(match => match.Length > 0) is not ({ } command, var length))
        {
            return UnknownCommand(words, surroundings, commands, findings);
        }
        var usage = Help.Usage(surroundings, Help.Synopsis(command), command.Name);
        var read = new ArgumentReader(command.Flags, findings).Read([.. words.Skip(length)]);
        if (read.Help && findings.Problems.Count == 0)
        {
            return new PrintedAnswer(Help.OfCommand(surroundings, command), "", 0);
        }
        var values = new FlagValues(command.Flags, read.Options, surroundings, findings);
        CountArguments(command, read.Arguments, findings);
        var settings = command.NeedsSettings ? SettingsBuilder.Build(values, surroundings, findings) : null;
        return findings.Problems.Count > 0
            ? Refuse(usage, findings)
            : new ParsedCommand(command, values, read.Arguments, surroundings)
            {
                Settings = settings,
                Notices = findings.Notices,
                Resolved = findings.Resolved,
            };
    }

    /// <summary>How many words name the command; 0 when they name another.</summary>
    private static int MatchLength(CommandSpec command, IReadOnlyList<string> words)
    {
        string[] parts = command.Name.Split(' ');
        return parts.SequenceEqual(words.Take(parts.Length)) ? parts.Length
            : command.Aliases.Contains(words[0]) ? 1
            : 0;
    }

    private static PrintedAnswer UnknownCommand(
        IReadOnlyList<string> words,
        Surroundings surroundings,
        IReadOnlyList<CommandSpec> commands,
        Findings findings
    )
    {
        // A group such as `db` is known by the commands that begin with its name.
        CommandSpec[] group = [.. commands.Where(row => row.Name.StartsWith(words[0] + " ", StringComparison.Ordinal))];
        var asked = group.Length == 0 ? words[0] : words.ElementAtOrDefault(1);
        if (group.Length > 0 && asked is null or "--help")
        {
            var help = Help.OfGroup(surroundings, words[0], group);
            return asked is null ? new PrintedAnswer("", help, 2) : new PrintedAnswer(help, "", 0);
        }
        var names = group.Length > 0 ? group.Select(row => row.Name.Split(' ')[1]) : commands.Select(row => row.Name.Split(' ')[0]);
        var nearest = CloseNames.Nearest(asked!, names.Distinct());
        findings.Usage($"No such command '{asked}'.{(nearest is null ? "" : $" Did you mean '{nearest}'?")}");
        return Refuse(Help.Usage(surroundings, "[OPTIONS] COMMAND [ARGS]...", group.Length == 0 ? null : words[0]), findings);
    }

    private static void CountArguments(CommandSpec command, IReadOnlyList<string> arguments, Findings findings)
    {
        if (arguments.Count < command.Arguments.Count)
        {
            findings.Usage($"Missing argument '{command.Arguments[arguments.Count]}'.");
        }
        else if (arguments.Count > command.Arguments.Count)
        {
            string[] extra = [.. arguments.Skip(command.Arguments.Count)];
            findings.Usage($"Got unexpected extra argument{(extra.Length > 1 ? "s" : "")} ({string.Join(' ', extra)})");
        }
    }

    private static Surroundings ReadEnvironment(Given file, Surroundings surroundings, Findings findings)
    {
        var path = surroundings.Absolute(file.Text.Length == 0 ? "." : file.Text);
        if (!File.Exists(path))
        {
            findings.Usage($"Invalid value for '--env-file': Environment file '{file.Text}' does not exist.", file.Origin);
            return surroundings;
        }
        try
        {
            var environment = EnvironmentFile.Merge(File.ReadAllText(path), surroundings.Environment);
            findings.Say($"Loaded environment variables from: {file.Text}");
            return surroundings with { Environment = environment };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            findings.Usage($"Invalid value for '--env-file': Environment file '{file.Text}' can't be read: {error.Message}", file.Origin);
            return surroundings;
        }
    }

    /// <summary>All problems at once: the usage lines first where Click prints them, then a line each.</summary>
    private static PrintedAnswer Refuse(string usage, Findings findings)
    {
        var text = new StringBuilder();
        if (findings.Problems.Any(problem => problem.Exit == 2 && problem.Framed))
        {
            text.Append(usage);
        }
        foreach (var line in findings.Problems.Select(problem => problem.ToString()).Distinct())
        {
            text.Append(line.ReplaceLineEndings(" ")).Append('\n');
        }
        return new PrintedAnswer("", text.ToString(), findings.Problems.Max(problem => problem.Exit));
    }
}

/// <summary>What a command line came to: a <see cref="ParsedCommand"/> to run, or an <see cref="PrintedAnswer"/> to print.</summary>
internal abstract record CommandLineResult;

/// <summary>A command line without a fault.</summary>
/// <param name="Command">The row of the command table.</param>
/// <param name="Values">The values of its flags.</param>
/// <param name="Arguments">Its arguments, as many as the row names.</param>
/// <param name="Surroundings">The surroundings, with the variables of <c>--env-file</c>.</param>
internal sealed record ParsedCommand(CommandSpec Command, FlagValues Values, IReadOnlyList<string> Arguments, Surroundings Surroundings)
    : CommandLineResult
{
    /// <summary>The settings of the server, where the command asks for them.</summary>
    public Settings? Settings { get; init; }

    /// <summary>Lines to print before the command does its work.</summary>
    public IReadOnlyList<Notice> Notices { get; init; } = [];

    /// <summary>Every setting with its origin; holds no secret.</summary>
    public IReadOnlyList<ResolvedValue> Resolved { get; init; } = [];
}

/// <summary>A command line that needs no command: help, version, or everything that was wrong with it.</summary>
/// <param name="Out">Text for standard output, with its line ends.</param>
/// <param name="Error">Text for standard error, with its line ends.</param>
/// <param name="Exit">The exit status.</param>
internal sealed record PrintedAnswer(string Out, string Error, int Exit) : CommandLineResult;
