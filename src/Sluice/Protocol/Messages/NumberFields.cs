using System.Globalization;
using System.Text.Json;

namespace Sluice.Protocol.Messages;

/// <summary>An integer: a JSON number without fraction, or its text.</summary>
internal sealed class IntegerField<TMessage>(
    string name,
    string type,
    Accessor<TMessage, long?> value,
    long least = long.MinValue,
    long most = long.MaxValue
) : Field<TMessage>(name, type)
{
    private long most = most;

    /// <summary>A larger one counts as one of another type.</summary>
    public IntegerField<TMessage> AtMost(long largest)
    {
        most = largest;
        return this;
    }

    public override MlflowException? Read(ref Utf8JsonReader reader, TMessage message, FieldPath path)
    {
        value(message) = Checked(Scalar.Integer(ref reader));
        return null;
    }

    public override void ReadQuery(IReadOnlyList<string> values, TMessage message) => value(message) = Checked(Scalar.Integer(values[0]));

    public override bool IsEmpty(TMessage message) => value(message) is null;

    public override string? AsText(TMessage message) => value(message)?.ToString(CultureInfo.InvariantCulture);

    private long Checked(long? read) =>
        read is { } number && number >= least && number <= most ? number : throw WrongTypeException.Instance;
}

/// <summary>A double: a JSON number, its text, or one of the texts NaN, Infinity and -Infinity.</summary>
internal sealed class RealField<TMessage>(string name, Accessor<TMessage, double?> value) : Field<TMessage>(name, "double")
{
    public override MlflowException? Read(ref Utf8JsonReader reader, TMessage message, FieldPath path)
    {
        if (reader.TokenType != JsonTokenType.String || !reader.ValueSpan.IsEmpty)
        {
            value(message) = Scalar.Real(ref reader) ?? throw WrongTypeException.Instance;
        }
        return null;
    }

    public override void ReadQuery(IReadOnlyList<string> values, TMessage message) =>
        value(message) = Scalar.Real(values[0]) ?? throw WrongTypeException.Instance;

    public override bool IsEmpty(TMessage message) => value(message) is null;
}
