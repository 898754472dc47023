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
