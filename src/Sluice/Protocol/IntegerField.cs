using System.Globalization;
using System.Text.Json;

namespace Sluice.Protocol;

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
