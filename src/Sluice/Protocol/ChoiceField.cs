using System.Globalization;
using System.Text.Json;

namespace Sluice.Protocol;

/// <summary>One of a list of names, or its number; an empty text counts as absent.</summary>
/// <param name="names">Names and numbers of the protocol's enum; the position is the value.</param>
/// <param name="caseMatters">Whether a name must be spelled as it is defined.</param>
internal sealed class ChoiceField<TMessage, TChoice>(
    string name,
    IReadOnlyList<(string Name, int Number, TChoice Choice)> names,
    Func<TMessage, TChoice?> get,
    Action<TMessage, TChoice> set,
    bool caseMatters = false
) : Field<TMessage>(name)
    where TChoice : struct
{
    public override MlflowException? Read(ref Utf8JsonReader reader, TMessage message, FieldPath path)
    {
        if (reader.TokenType == JsonTokenType.String && reader.ValueSpan.IsEmpty)
        {
            return null;
        }
        set(
            message,
            reader.TokenType switch
            {
                JsonTokenType.String => Choice(Scalar.Text(ref reader)),
                JsonTokenType.Number when reader.TryGetInt32(out var number) => Numbered(number),
                _ => throw WrongTypeException.Instance,
            }
        );
        return null;
    }

    public override void ReadQuery(IReadOnlyList<string> values, TMessage message)
    {
        if (values[0].Length > 0)
        {
            set(message, Choice(values[0]));
        }
    }

    public override bool IsEmpty(TMessage message) => get(message) is null;

    private TChoice Choice(string text)
    {
        foreach (var choice in names)
        {
            if (string.Equals(choice.Name, text, caseMatters ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase))
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
        foreach (var choice in names)
        {
            if (choice.Number == number)
            {
                return choice.Choice;
            }
        }
        throw WrongTypeException.Instance;
    }
}
