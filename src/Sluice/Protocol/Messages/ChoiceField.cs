using System.Globalization;
using System.Text.Json;

namespace Sluice.Protocol.Messages;

/// <summary>An enum of the protocol.</summary>
/// <param name="Name">What the protocol calls it.</param>
/// <param name="All">The name and the number of each value, and what it is here.</param>
internal sealed record EnumValues<TChoice>(string Name, params (string Name, int Number, TChoice Choice)[] All)
    where TChoice : struct
{
    /// <summary>The name of a value.</summary>
    public string NameOf(TChoice choice) => Array.Find(All, one => one.Choice.Equals(choice)).Name;
}

/// <summary>A value of an enum by its name or number; an empty text counts as absent.</summary>
internal sealed class ChoiceField<TMessage, TChoice>(string name, Accessor<TMessage, TChoice?> value, EnumValues<TChoice> choices)
    : Field<TMessage>(name, choices.Name)
    where TChoice : struct
{
    private StringComparison comparison = StringComparison.OrdinalIgnoreCase;

    /// <summary>A name must be spelled as it is defined.</summary>
    public ChoiceField<TMessage, TChoice> CaseMatters()
    {
        comparison = StringComparison.Ordinal;
        return this;
    }

    public override MlflowException? Read(ref Utf8JsonReader reader, TMessage message, FieldPath path)
    {
        if (reader.TokenType != JsonTokenType.String || !reader.ValueSpan.IsEmpty)
        {
            value(message) = reader.TokenType switch
            {
                JsonTokenType.String when reader.ValueSpan.Length <= Scalar.LongestNumber => Named(Scalar.Text(ref reader)),
                JsonTokenType.Number when reader.TryGetInt32(out var number) => Numbered(number),
                _ => throw WrongTypeException.Instance,
            };
        }
        return null;
    }

    public override void ReadQuery(IReadOnlyList<string> values, TMessage message)
    {
        if (values[0].Length > 0)
        {
            value(message) = Named(values[0]);
        }
    }

    public override bool IsEmpty(TMessage message) => value(message) is null;

    private TChoice Named(string text)
    {
        foreach (var choice in choices.All)
        {
            if (string.Equals(choice.Name, text, comparison))
            {
                return choice.Choice;
            }
        }
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? Numbered(number)
            : throw WrongTypeException.Instance;
    }

    private TChoice Numbered(int number)
    {
        foreach (var choice in choices.All)
        {
            if (choice.Number == number)
            {
                return choice.Choice;
            }
        }
        throw WrongTypeException.Instance;
    }
}

/// <summary>True or false.</summary>
internal sealed class BooleanField<TMessage>(string name, Accessor<TMessage, bool?> value) : Field<TMessage>(name, "bool")
{
    public override MlflowException? Read(ref Utf8JsonReader reader, TMessage message, FieldPath path)
    {
        if (reader.TokenType is not (JsonTokenType.True or JsonTokenType.False))
        {
            throw WrongTypeException.Instance;
        }
        value(message) = reader.GetBoolean();
        return null;
    }

    public override void ReadQuery(IReadOnlyList<string> values, TMessage message) =>
        value(message) = values[0].ToLowerInvariant() switch
        {
            "true" => true,
            "false" => false,
            _ => throw MlflowException.Invalid($"Invalid boolean value: {values[0]}, must be 'true' or 'false'."),
        };

    public override bool IsEmpty(TMessage message) => value(message) is null;
}
