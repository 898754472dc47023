using System.Text.Json;

namespace Sluice.Protocol;

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
