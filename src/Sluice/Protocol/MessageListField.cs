using System.Text.Json;

namespace Sluice.Protocol;

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
