using System.Text.Json;

namespace Sluice.Protocol.Messages;

/// <summary>A list of texts.</summary>
internal sealed class TextsField<TMessage>(string name, Func<TMessage, List<string>> values) : Field<TMessage>(name, "[]string")
{
    public override MlflowException? Read(ref Utf8JsonReader reader, TMessage message, FieldPath path)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw WrongTypeException.Instance;
        }
        MlflowException? problem = null;
        var list = values(message);
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

    public override void ReadQuery(IReadOnlyList<string> given, TMessage message) => values(message).AddRange(given);

    public override bool IsEmpty(TMessage message) => values(message).Count == 0;
}

/// <summary>A list of messages. A query can't hold one.</summary>
internal sealed class MessagesField<TMessage, TItem>(
    string name,
    Func<TMessage, List<TItem>> values,
    string type,
    MessageShape<TItem> shape
) : Field<TMessage>(name, $"[]{type}")
    where TItem : class, new()
{
    public override MlflowException? Read(ref Utf8JsonReader reader, TMessage message, FieldPath path)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw WrongTypeException.Instance;
        }
        MlflowException? problem = null;
        var list = values(message);
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

    public override void ReadQuery(IReadOnlyList<string> given, TMessage message) => throw WrongTypeException.Instance;

    public override bool IsEmpty(TMessage message) => values(message).Count == 0;
}
