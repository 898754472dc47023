using Sluice.Configuration.Reports;
using Sluice.Configuration.Sources;

namespace Sluice.Configuration.Arguments;

/// <summary>
/// Takes the words of a command line apart by Click's rules (docs/configuration.md, "Forms of a flag"): <c>--name value</c>,
/// <c>--name=value</c>,
/// <c>-p value</c>, <c>-p5000</c>, no abbreviations, <c>--</c> ends the options. What a value means is not looked at here.
/// </summary>
/// <param name="flags">The flags that are known.</param>
/// <param name="findings">Gets the problems.</param>
internal sealed class ArgumentReader(IReadOnlyList<Flag> flags, Findings findings)
{
    private const string HelpName = "--help";
    private readonly List<Given> options = [];
    private readonly List<string> arguments = [];
    private bool help;

    /// <summary>The place that options come from; null where each is its own place.</summary>
    public Origin? Origin { get; init; }

    /// <summary>Whether reading stops at the first word that is no option, because a command's name is there.</summary>
    public bool StopAtArgument { get; init; }

    /// <summary>Reads all words.</summary>
    public ReadArguments Read(IReadOnlyList<string> words)
    {
        var rest = new Queue<string>(words);
        while (rest.TryDequeue(out var word))
        {
            if (word == "--")
            {
                break;
            }
            if (word.Length > 1 && word[0] == '-')
            {
                ReadOption(word, rest);
                continue;
            }
            arguments.Add(word);
            if (StopAtArgument)
            {
                break;
            }
        }
        arguments.AddRange(rest);
        return new ReadArguments(options, arguments, help);
    }

    private void ReadOption(string word, Queue<string> rest)
    {
        var equals = word.IndexOf('=');
        var name = equals < 0 ? word : word[..equals];
        var value = equals < 0 ? null : word[(equals + 1)..];
        if (name == HelpName)
        {
            help = true;
        }
        else if (flags.FirstOrDefault(flag => flag.Name == name || flag.Off == name) is { } flag)
        {
            Take(flag, name, value, rest);
        }
        else if (word.StartsWith("--", StringComparison.Ordinal))
        {
            Unknown(name);
        }
        else
        {
            ReadShort(word, rest);
        }
    }

    private void ReadShort(string word, Queue<string> rest)
    {
        for (var i = 1; i < word.Length; i++)
        {
            var name = "-" + word[i];
            if (flags.FirstOrDefault(flag => flag.Short == name) is not { } flag)
            {
                Unknown(name);
                return;
            }
            if (flag.Kind != FlagKind.Switch)
            {
                Take(flag, name, i + 1 < word.Length ? word[(i + 1)..] : null, rest);
                return;
            }
            Take(flag, name, null, rest);
        }
    }

    private void Take(Flag flag, string name, string? value, Queue<string> rest)
    {
        var place = Origin ?? new Origin(OriginKind.Flag, name);
        if (flag.Kind == FlagKind.Switch)
        {
            if (value is not null)
            {
                findings.Problems.Add(new Problem($"Option '{name}' does not take a value.", place) { Framed = false });
                return;
            }
            options.Add(new Given(flag.Key, name == flag.Off ? "false" : "true", place));
        }
        else if (value is not null || rest.TryDequeue(out value))
        {
            options.Add(new Given(flag.Key, value, place));
        }
        else
        {
            findings.Problems.Add(new Problem($"Option '{name}' requires an argument.", place) { Framed = false });
        }
    }

    private void Unknown(string name)
    {
        string[] known = [.. flags.Select(flag => flag.Name), .. flags.Select(flag => flag.Off).OfType<string>(), HelpName];
        var close = name.StartsWith("--", StringComparison.Ordinal) ? CloseNames.Find(name, known) : [];
        var suggestion = close.Count switch
        {
            0 => "",
            1 => $" Did you mean '{close[0]}'?",
            _ => $" (Did you mean one of: {string.Join(", ", close.Select(other => $"'{other}'"))}?)",
        };
        findings.Usage($"No such option '{name}'.{suggestion}", Origin ?? new Origin(OriginKind.Flag, name));
    }
}

/// <summary>What the words of a command line were taken for.</summary>
/// <param name="Options">Options with their texts, in the order in which they stand; a switch has the text <c>true</c> or <c>false</c>.</param>
/// <param name="Arguments">Words that are no options.</param>
/// <param name="Help">Whether help was asked for.</param>
internal sealed record ReadArguments(IReadOnlyList<Given> Options, IReadOnlyList<string> Arguments, bool Help);
