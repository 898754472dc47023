using System.Text.RegularExpressions;
using Sluice.Commands;
using Sluice.Configuration.Arguments;
using Sluice.Configuration.HttpOptions;
using Xunit;

namespace Sluice.Tests.Configuration;

/// <summary>The pages about settings say what the tables in the code say, and what they show works.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string Page = File.ReadAllText(RepositoryFile.Find("docs/configuration.md"));

    [Fact]
    public void The_page_of_settings_is_the_output_of_the_command_that_it_names()
    {
        using var start = new Start { ProgramName = "sluice" };
        var output = new StringWriter();

        ConfigCommand.Run(start.Command("config", "--format", "markdown"), output, TextWriter.Null);

        Assert.Equal(File.ReadAllText(RepositoryFile.Find("docs/settings.md")), output.ToString());
    }

    [Fact]
    public void Every_default_is_of_its_flags_kind()
    {
        Flag[] flags =
        [
            .. ServerFlags.All,
            .. CommandTable.Global,
            .. UvicornOptions.Honoured,
            .. GunicornOptions.Honoured,
            .. WaitressOptions.Honoured,
        ];

        Assert.All(
            flags.Where(flag => flag.Default is not null),
            flag =>
                Assert.True(
                    flag.Kind switch
                    {
                        FlagKind.Integer or FlagKind.Range => int.TryParse(flag.Default, out _),
                        FlagKind.Switch => flag.Default is "on" or "off",
                        FlagKind.Choice => flag.Choices.Contains(flag.Default!),
                        _ => true,
                    },
                    $"{flag.Name} {flag.Default}"
                )
        );
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
            Assert.Equal(0, ConfigCommand.Run(start.Command([.. words.Skip(1)]), TextWriter.Null, TextWriter.Null));
        }
    }

    [GeneratedRegex(@"^((?:[A-Z_]+=\S+ )*sluice (?:--env-file \S+ )?config(?:[^\\\n]|\\\n)*)$", RegexOptions.Multiline)]
    private static partial Regex Example();

    [GeneratedRegex(@"```dotenv\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex EnvironmentExample();

    [GeneratedRegex(@"```ini\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex IniExample();
}
