using System.Text.RegularExpressions;
using Sluice.Commands;
using Sluice.Configuration.Arguments;
using Sluice.Configuration.Databases;
using Sluice.Configuration.HttpOptions;
using Sluice.Configuration.Sources;
using Xunit;

namespace Sluice.Tests.Configuration;

/// <summary>docs/configuration.md says what the tables in the code say: no row too few, none too many, none out of date.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string Page = File.ReadAllText(RepositoryFile.Find("docs/configuration.md"));

    public static TheoryData<string> Tables => [.. Expected().Keys];

    /// <summary>The tables of the page: the heading above each, and its rows as the code would write them.</summary>
    private static Dictionary<string, string[]> Expected() =>
        new()
        {
            ["Flags of `server`"] = [.. ServerFlags.All.Select(FlagRow)],
            ["Flags before the command"] = [.. CommandTable.Global.Select(FlagRow)],
            ["`--uvicorn-opts`"] = [.. UvicornOptions.Honoured.Select(FlagRow)],
            ["`--gunicorn-opts`"] = [.. GunicornOptions.Honoured.Select(FlagRow)],
            ["`--waitress-opts`"] = [.. WaitressOptions.Honoured.Select(FlagRow)],
            ["Other variables"] = [.. Variables.All.Select(row => Row($"`{row.Name}`", Code(row.Default), row.Help))],
            ["Variables of PostgreSQL"] = [.. PostgresParameters.Variables.Select(row => Row($"`{row.Variable}`", $"`{row.Keyword}`"))],
            ["Keys of the ini file"] = [.. IniKeys.All.Select(row => Row($"`{row.Name}`", Code(row.Default), row.Help))],
        };

    [Theory]
    [MemberData(nameof(Tables))]
    public void The_page_has_exactly_the_rows_of_the_code(string heading)
    {
        var section = Regex
            .Split(Page, "^##+ ", RegexOptions.Multiline)
            .Single(text => text.StartsWith(heading + "\n", StringComparison.Ordinal));
        var rows = section.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal));
        Assert.Equal(Expected()[heading], rows);
    }

    [Fact]
    public void Every_example_of_a_configuration_is_valid()
    {
        var examples = Example().Matches(Page).Select(match => match.Groups[1].Value).ToArray();
        Assert.True(examples.Length >= 5, $"only {examples.Length} examples");
        foreach (var example in examples)
        {
            using var start = new Start { ProgramName = "sluice" };
            start.Write("my.env", EnvironmentExample().Match(Page).Groups[1].Value);
            start.Write("auth.ini", IniExample().Match(Page).Groups[1].Value);
            var words = ShellWords.Split(example.Replace("\\\n", " "))!;
            while (words[0].Contains('='))
            {
                var pair = words[0].Split('=', 2);
                start.Environment[pair[0]] = pair[1];
                words.RemoveAt(0);
            }
            Assert.Equal(0, ConfigCommand.Run(start.Command([.. words.Skip(1)]), TextWriter.Null));
        }
    }

    private static string FlagRow(Flag flag)
    {
        var names = new[] { flag.Name, flag.Off, flag.Short }.OfType<string>().Select(name => $"`{name}`");
        var words = flag.Choices.Count == 0 ? "" : $" Words: {string.Join(", ", flag.Choices)}.";
        var range = flag.Kind == FlagKind.Range ? $" From {flag.Minimum} to {flag.Maximum}." : "";
        return Row(
            string.Join(", ", names),
            flag.Variable is null ? "" : $"`{flag.Variable}`",
            Code(flag.Default),
            flag.Help + words + range
        );
    }

    private static string Code(string? text) =>
        string.IsNullOrEmpty(text) ? ""
        : text.Contains(' ') ? text
        : $"`{text}`";

    private static string Row(params string[] cells) => "|" + string.Concat(cells.Select(cell => cell.Length == 0 ? " |" : $" {cell} |"));

    [GeneratedRegex(@"^((?:[A-Z_]+=\S+ )*sluice (?:--env-file \S+ )?config(?:[^\\\n]|\\\n)*)$", RegexOptions.Multiline)]
    private static partial Regex Example();

    [GeneratedRegex(@"```dotenv\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex EnvironmentExample();

    [GeneratedRegex(@"```ini\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex IniExample();
}
