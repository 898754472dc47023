using System.Globalization;
using System.Text.Json;

namespace Sluice.Protocol;

/// <summary>Text.</summary>
internal sealed class TextField<TMessage>(string name, Func<TMessage, string?> get, Action<TMessage, string> set) : Field<TMessage>(name)
{
    public override MlflowException? Read(ref Utf8JsonReader reader, TMessage message, FieldPath path)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw WrongTypeException.Instance;
        }
        set(message, Scalar.Text(ref reader));
        return null;
    }

    public override void ReadQuery(IReadOnlyList<string> values, TMessage message) => set(message, values[0]);

    public override bool IsEmpty(TMessage message) => string.IsNullOrEmpty(get(message));

    public override string? AsText(TMessage message) => get(message);
}

/// <summary>An integer of 64 (or, with narrower limits, 32) bits: a JSON number without fraction, or its text.</summary>
internal sealed class IntegerField<TMessage>(
    string name,
    Func<TMessage, long?> get,
    Action<TMessage, long> set,
    long least = long.MinValue,
    long most = long.MaxValue
) : Field<TMessage>(name)
{
    public override MlflowException? Read(ref Utf8JsonReader reader, TMessage message, FieldPath path)
    {
        set(message, Checked(Scalar.Integer(ref reader)));
        return null;
    }

    public override void ReadQuery(IReadOnlyList<string> values, TMessage message) => set(message, Checked(Scalar.Integer(values[0])));

    public override bool IsEmpty(TMessage message) => get(message) is null;

    public override string? AsText(TMessage message) => get(message)?.ToString(CultureInfo.InvariantCulture);

    private long Checked(long? value) =>
        value is { } number && number >= least && number <= most ? number : throw WrongTypeException.Instance;
}

/// <summary>A double: a JSON number, its text, or one of the texts NaN, Infinity and -Infinity.</summary>
internal sealed class DoubleField<TMessage>(string name, Func<TMessage, double?> get, Action<TMessage, double> set) : Field<TMessage>(name)
{
    public override MlflowException? Read(ref Utf8JsonReader reader, TMessage message, FieldPath path)
    {
        if (reader.TokenType == JsonTokenType.String && reader.ValueSpan.IsEmpty)
        {
            return null;
        }
        set(message, Scalar.Real(ref reader) ?? throw WrongTypeException.Instance);
        return null;
    }

    public override void ReadQuery(IReadOnlyList<string> values, TMessage message) =>
        set(message, Scalar.Real(values[0]) ?? throw WrongTypeException.Instance);

    public override bool IsEmpty(TMessage message) => get(message) is null;
}

/// <summary>True or false.</summary>
internal sealed class BooleanField<TMessage>(string name, Func<TMessage, bool?> get, Action<TMessage, bool> set) : Field<TMessage>(name)
{
    public override MlflowException? Read(ref Utf8JsonReader reader, TMessage message, FieldPath path)
    {
        if (reader.TokenType is not (JsonTokenType.True or JsonTokenType.False))
        {
            throw WrongTypeException.Instance;
        }
        set(message, reader.GetBoolean());
        return null;
    }

    public override void ReadQuery(IReadOnlyList<string> values, TMessage message) =>
        set(
            message,
            values[0].ToLowerInvariant() switch
            {
                "true" => true,
                "false" => false,
                _ => throw MlflowException.Invalid($"Invalid boolean value: {values[0]}, must be 'true' or 'false'."),
            }
        );

    public override bool IsEmpty(TMessage message) => get(message) is null;
}

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

/// <summary>A list of texts.</summary>
internal sealed class TextListField<TMessage>(string name, Func<TMessage, List<string>> get) : Field<TMessage>(name)
{
    public override MlflowException? Read(ref Utf8JsonReader reader, TMessage message, FieldPath path)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw WrongTypeException.Instance;
        }
        MlflowException? problem = null;
        var list = get(message);
        for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                list.Add(Scalar.Text(ref reader));
            }
            else
            {
                problem ??= FieldProblems.WrongType($"{path}{Name}[{i}]", Scalar.Value(ref reader));
            }
        }
        return problem;
    }

    public override void ReadQuery(IReadOnlyList<string> values, TMessage message) => get(message).AddRange(values);

    public override bool IsEmpty(TMessage message) => get(message).Count == 0;
}

/// <summary>A list of messages. A query can't hold one.</summary>
internal sealed class MessageListField<TMessage, TItem>(string name, MessageShape<TItem> shape, Func<TMessage, List<TItem>> get)
    : Field<TMessage>(name)
    where TItem : class, new()
{
    public override MlflowException? Read(ref Utf8JsonReader reader, TMessage message, FieldPath path)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw WrongTypeException.Instance;
        }
        MlflowException? problem = null;
        var list = get(message);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                var item = new TItem();
                var found = shape.Read(ref reader, item, new FieldPath(Name, list.Count));
                problem ??= found;
                list.Add(item);
            }
            else
            {
                problem ??= FieldProblems.WrongType($"{path}{Name}[{list.Count}]", Scalar.Value(ref reader));
            }
        }
        return problem;
    }

    public override void ReadQuery(IReadOnlyList<string> values, TMessage message) => throw WrongTypeException.Instance;

    public override bool IsEmpty(TMessage message) => get(message).Count == 0;
}
