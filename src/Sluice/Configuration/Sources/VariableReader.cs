using Sluice.Configuration.Reports;
using Sluice.Python;

namespace Sluice.Configuration.Sources;

/// <summary>Reads variables that no flag stands for, by MLflow's rules (docs/compatibility.md, "Environment"), and notes each.</summary>
/// <param name="surroundings">Gives the variables.</param>
/// <param name="findings">Gets problems and values.</param>
internal sealed class VariableReader(Surroundings surroundings, Findings findings)
{
    /// <summary>The text of a variable, or its default; null when it has none, is not set or empty.</summary>
    public Given? Text(string name)
    {
        var given = surroundings.NonEmpty(name);
        Note(name, given, given?.Text);
        return given ?? (Row(name).Default is { } text ? new Given(name, text, Origin.Default) : null);
    }

    /// <summary>The text of a variable that holds a secret; null when it isn't set. An empty text is a text.</summary>
    public Given? SecretText(string name)
    {
        var given = surroundings.Variable(name) is { } text ? new Given(name, text, new Origin(OriginKind.Variable, name)) : null;
        Note(name, given, given is { Text.Length: > 0 } ? Secret.Mask : null);
        return given;
    }

    /// <summary>A boolean, or its default; false when it has none or after a problem.</summary>
    public bool Boolean(string name) => BooleanOrNull(name) ?? false;

    /// <summary>A boolean in the words of <see cref="BooleanWords.OfVariable"/>, or its default; null when it has none or after a problem.</summary>
    public bool? BooleanOrNull(string name)
    {
        var given = Text(name);
        var value = given is null ? null : BooleanWords.OfVariable(given.Text);
        if (given is not null && value is null)
        {
            findings.Failure($"{name} value must be one of ['true', 'false', '1', '0'] (case-insensitive), but got {given.Text}");
        }
        return value;
    }

    /// <summary>An integer that isn't negative, or its default; 0 when it has none or after a problem.</summary>
    public int Integer(string name) => IntegerOrNull(name) ?? 0;

    /// <summary>An integer above 0; the default also where 0 is written.</summary>
    public int Positive(string name) => Integer(name) is > 0 and var number ? number : int.Parse(Row(name).Default!);

    /// <summary>An integer that isn't negative, or its default; null when it has none or after a problem.</summary>
    public int? IntegerOrNull(string name)
    {
        if (Text(name) is not { } given)
        {
            return null;
        }
        if (!PythonInteger.TryParse(given.Text, out long number))
        {
            var text = PythonText.Of(given.Text);
            findings.Failure($"Failed to convert {text} for {name}: invalid literal for int() with base 10: {text}");
            return null;
        }
        if (number is < 0 or > int.MaxValue)
        {
            findings.Failure($"{name} is {given.Text}; write a number from 0 to {int.MaxValue}.");
            return null;
        }
        return (int)number;
    }

    private void Note(string name, Given? given, string? text)
    {
        findings.Resolved.Add(
            new ResolvedValue(name, HiddenPassword.InSentence(text ?? Row(name).Fallback), given?.Origin ?? Origin.Default)
        );
    }

    private static Setting Row(string name) => Variables.All.First(row => row.Name == name);
}
