using System.Text.Json;

namespace Sluice.Protocol;

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
