using Sluice.Configuration.Reports;
using Sluice.Configuration.Sources;
using Sluice.Python;

namespace Sluice.Configuration.Arguments;

/// <summary>
/// The values of one table of flags: what was given on the command line, else what the flag's variable says, else nothing.
/// Every value is checked when it is first asked for, and each is noted with its origin.
/// </summary>
internal sealed class FlagValues
{
    private readonly Dictionary<string, Flag> byKey = [];
    private readonly Dictionary<string, Given?> values = [];
    private readonly ILookup<string, Given> given;
    private readonly Surroundings surroundings;
    private readonly Findings findings;
    private readonly IReadOnlyList<Flag> others;

    /// <summary>Merges and checks the values of all flags, in the order of the table.</summary>
    /// <param name="flags">The table.</param>
    /// <param name="given">What the command line gives.</param>
    /// <param name="surroundings">Gives the variables.</param>
    /// <param name="findings">Gets problems and values.</param>
    /// <param name="defaults">Another table, whose defaults count where this one states none.</param>
    public FlagValues(
        IReadOnlyList<Flag> flags,
        IEnumerable<Given> given,
        Surroundings surroundings,
        Findings findings,
        IReadOnlyList<Flag>? defaults = null
    )
    {
        this.given = given.ToLookup(option => option.Key);
        this.surroundings = surroundings;
        this.findings = findings;
        others = defaults ?? [];
        foreach (var flag in flags)
        {
            byKey.TryAdd(flag.Key, flag);
        }
        foreach (var flag in byKey.Values)
        {
            values[flag.Key] = Merge(flag) is { } value && Check(flag, value) ? value : null;
        }
    }

    /// <summary>Whether the flag was given on the command line, be it empty.</summary>
    public bool OnCommandLine(string key) => given.Contains(key);

    /// <summary>The value as written, or null when there is none.</summary>
    public Given? Find(string key) => values.GetValueOrDefault(key);

    /// <summary>The text that counts, given or default; empty when there is neither.</summary>
    public string Text(string key) => TextOrNull(key) ?? "";

    /// <summary>The text that counts, given or default; null when there is neither.</summary>
    public string? TextOrNull(string key) => values.GetValueOrDefault(key)?.Text ?? Row(key)?.Default;

    /// <summary>Every value of a flag that may be repeated.</summary>
    public IEnumerable<Given> Every(string key) =>
        given.Contains(key) ? given[key]
        : values.GetValueOrDefault(key) is { } one ? [one]
        : [];

    /// <summary>The integer that counts, given or default.</summary>
    /// <exception cref="InvalidOperationException">The flag has no default, so <see cref="IntegerOrNull"/> is the one to ask.</exception>
    public int Integer(string key) => IntegerOrNull(key) ?? throw new InvalidOperationException($"{key} has no default");

    /// <summary>The integer that counts, given or default; null when there is neither.</summary>
    public int? IntegerOrNull(string key) =>
        TextOrNull(key) is { } text && PythonInteger.TryParse(text, out long number)
            ? (int)Math.Clamp(number, int.MinValue, int.MaxValue)
            : null;

    /// <summary>Whether a switch is on, as given or by default; off when nothing says so.</summary>
    public bool Switch(string key) => SwitchOrNull(key) ?? false;

    /// <summary>Whether a switch is on, as given or by default; null when nothing says so.</summary>
    public bool? SwitchOrNull(string key) => TextOrNull(key) is { } text ? BooleanWords.OfFlag(text) : null;

    /// <summary>Notes a value as it is used, for <c>sluice config</c>.</summary>
    public void Note(string key, string? effective = null)
    {
        var flag = byKey[key];
        var text = effective ?? values.GetValueOrDefault(key)?.Text ?? Row(key)?.Fallback ?? "";
        findings.Resolved.Add(
            new ResolvedValue(
                key,
                flag.Kind switch
                {
                    FlagKind.Secret => text.Length == 0 ? "" : Secret.Mask,
                    FlagKind.Uri => HiddenPassword.OfUri(text),
                    FlagKind.Switch when values.GetValueOrDefault(key) is not null => Switch(key) ? "on" : "off",
                    _ => HiddenPassword.InSentence(text),
                },
                values.GetValueOrDefault(key)?.Origin ?? Origin.Default
            )
        );
    }

    /// <summary>The row that states what counts when nobody gives a value.</summary>
    private Flag? Row(string key) =>
        byKey.GetValueOrDefault(key) is { Fallback: not "" } row ? row : others.FirstOrDefault(flag => flag.Key == key);

    private Given? Merge(Flag flag)
    {
        if (given[flag.Key].LastOrDefault() is { } last)
        {
            return last.Text.Length == 0 && flag.EmptyIsUnset ? null : last;
        }
        return flag.Variable is null ? null
            : surroundings.NonEmpty(flag.Variable) is { } variable ? variable with { Key = flag.Key }
            : null;
    }

    private bool Check(Flag flag, Given value)
    {
        var problem = flag.Kind switch
        {
            FlagKind.Integer => PythonInteger.TryParse(value.Text, out long _)
                ? null
                : $"{PythonText.Of(value.Text)} is not a valid integer.",
            FlagKind.Range => CheckRange(flag, value.Text),
            FlagKind.Switch => BooleanWords.OfFlag(value.Text) is not null
                ? null
                : $"{PythonText.Of(value.Text)} is not a valid boolean. Recognized values: , 0, 1, f, false, n, no, off, on, t, true, y, yes",
            FlagKind.Choice => flag.Choices.Contains(value.Text)
                ? null
                : $"{PythonText.Of(value.Text)} is not one of {string.Join(", ", flag.Choices.Select(PythonText.Of))}.{Explain(flag, value)}",
            FlagKind.File => CheckFile(value.Text),
            _ => null,
        };
        if (problem is not null)
        {
            findings.Usage($"Invalid value for {flag.Label}: {problem}{KubernetesPort(flag, value)}", value.Origin);
        }
        return problem is null;
    }

    private static string? CheckRange(Flag flag, string text) =>
        !PythonInteger.TryParse(text, out long number) ? $"{PythonText.Of(text)} is not a valid integer range."
        : number < flag.Minimum || number > flag.Maximum ? $"{number} is not in the range {flag.Minimum}<=x<={flag.Maximum}."
        : null;

    private string? CheckFile(string text)
    {
        var path = surroundings.Absolute(text.Length == 0 ? "." : text);
        if (text.Length > 0 && File.Exists(path))
        {
            return null;
        }
        return text.Length > 0 && Directory.Exists(path)
            ? $"File {PythonText.Of(text)} is a directory."
            : $"File {PythonText.Of(text)} does not exist.";
    }

    /// <summary>Names that other images know and that people bring along.</summary>
    private static string Explain(Flag flag, Given value) =>
        flag.Name == "--app-name" && value.Text == "oidc-auth"
            ? " Single sign-on (oidcAuth in the chart's values) is not served yet; use basic-auth."
            : "";

    private static string KubernetesPort(Flag flag, Given value) =>
        flag.Key == "port" && value.Origin.Kind == OriginKind.Variable && value.Text.StartsWith("tcp://", StringComparison.Ordinal)
            ? " Kubernetes sets it for a Service named mlflow; give --port on the command line."
            : "";
}
