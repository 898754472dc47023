using Sluice.Configuration.Reports;
using Sluice.Python;

namespace Sluice.Configuration.Sources;

/// <summary>Reads the keys of section <c>[mlflow]</c>, checks their form and notes each.</summary>
/// <param name="file">The file.</param>
/// <param name="path">The file as it was named; null for the one built in.</param>
/// <param name="findings">Gets problems and values.</param>
internal sealed class IniReader(IniFile file, Given? path, Findings findings)
{
    /// <summary>Warns of keys that mean nothing, once all others are read; the original ignores them in silence.</summary>
    public void WarnAboutUnknownKeys()
    {
        string[] known = [.. IniKeys.All.Select(key => key.Name)];
        foreach (var (key, entry) in file.Unused(IniKeys.Section).Where(pair => !known.Contains(pair.Key)))
        {
            var advice = CloseNames.Nearest(key, known) is { } nearest ? $"Did you mean '{nearest}'?" : "Take it out, or correct its name.";
            findings.Warn($"WARNING: {path?.Text} line {entry.Line}: the key '{key}' is unknown and ignored. {advice}");
        }
    }

    /// <summary>The text of a key, or its default; null when it has none and is missing or wrong.</summary>
    public Given? Text(string key)
    {
        var given = Find(key, out _);
        Note(key, given is null ? null : HiddenPassword.OfUri(given.Text), given);
        return given ?? (Row(key).Default is { } text ? new Given(key, text, Origin.Default) : null);
    }

    /// <summary>The text of a key that is never shown.</summary>
    public Given? SecretText(string key)
    {
        var given = Find(key, out _);
        Note(key, given is { Text.Length: > 0 } ? Secret.Mask : null, given);
        return given;
    }

    /// <summary>The text of a key that must be there; a missing one is a problem.</summary>
    public Given? Required(string key, string example)
    {
        var given = Find(key, out var failed);
        Note(key, given is null ? null : HiddenPassword.OfUri(given.Text), given);
        if (given is null && !failed)
        {
            findings.Failure(
                $"The key '{key}' is missing. Write {key} = {example} under [mlflow].",
                new Origin(OriginKind.Ini, path?.Text ?? "built-in ini file")
            );
        }
        return given;
    }

    /// <summary>A boolean, or its default; false when it has none or after a problem.</summary>
    public bool Boolean(string key)
    {
        var given = Text(key);
        var value = given is null ? null : BooleanWords.OfIni(given.Text);
        if (given is not null && value is null)
        {
            findings.Failure($"{key}: Not a boolean: {given.Text}. Write true or false.", given.Origin);
        }
        return value ?? false;
    }

    /// <summary>A number that isn't negative, or its default; 0 when it has none or after a problem.</summary>
    public int Integer(string key)
    {
        if (Text(key) is not { } given)
        {
            return 0;
        }
        if (!PythonInteger.TryParse(given.Text, out long number) || number is < 0 or > int.MaxValue)
        {
            findings.Failure($"{key}: {PythonText.Of(given.Text)} is no whole number from 0 up. Write one, such as 60.", given.Origin);
            return 0;
        }
        return (int)number;
    }

    /// <summary>What stands in the file that is built in was written by nobody.</summary>
    private Given? Find(string key, out bool failed)
    {
        var given = file.Find(IniKeys.Section, key, out failed);
        return path is null && given is not null ? given with { Origin = Origin.Default } : given;
    }

    private void Note(string key, string? text, Given? given) =>
        findings.Resolved.Add(new ResolvedValue(key, text ?? Row(key).Fallback, given?.Origin ?? Origin.Default));

    private static Setting Row(string key) => IniKeys.All.First(row => row.Name == key);
}
