using System.Text.Json;

namespace Sluice.Protocol;

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
