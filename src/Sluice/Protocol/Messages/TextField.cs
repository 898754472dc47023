using System.Text.Json;

namespace Sluice.Protocol.Messages;

/// <summary>Text.</summary>
internal sealed class TextField<TMessage>(string name, Accessor<TMessage, string?> value) : Field<TMessage>(name, "string")
{
    private OldName? old;

    public override Field<TMessage>? UnderOldName => old;

    /// <summary>The name that old clients give the field. A request may use both, with one value.</summary>
    public TextField<TMessage> OrNamed(string oldName)
    {
        old = new OldName(oldName, this);
        return this;
    }

    public override MlflowException? Read(ref Utf8JsonReader reader, TMessage message, FieldPath path)
    {
        Take(TextOf(ref reader), message, path, isOld: false);
        return null;
    }

    public override void ReadQuery(IReadOnlyList<string> values, TMessage message) =>
        Take(values[0], message, FieldPath.Root, isOld: false);

    public override bool IsEmpty(TMessage message) => string.IsNullOrEmpty(value(message));

    public override string? AsText(TMessage message) => value(message);

    private static string TextOf(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? Scalar.Text(ref reader) : throw WrongTypeException.Instance;

    /// <summary>Takes a text. The new name's stays, and two that differ under the field's two names are refused.</summary>
    private void Take(string text, TMessage message, FieldPath path, bool isOld)
    {
        ref var held = ref value(message);
        var before = held;
        held = isOld ? before ?? text : text;
        if (old is not null && before is { Length: > 0 } && text.Length > 0 && before != text)
        {
            throw FieldProblems.Contradiction($"{path}{Name}");
        }
    }

    /// <summary>The field under the name that old clients give it.</summary>
    private sealed class OldName(string name, TextField<TMessage> field) : Field<TMessage>(name, "string")
    {
        public override MlflowException? Read(ref Utf8JsonReader reader, TMessage message, FieldPath path)
        {
            field.Take(TextOf(ref reader), message, path, isOld: true);
            return null;
        }

        public override void ReadQuery(IReadOnlyList<string> values, TMessage message) =>
            field.Take(values[0], message, FieldPath.Root, isOld: true);

        public override bool IsEmpty(TMessage message) => field.IsEmpty(message);

        public override string? AsText(TMessage message) => field.AsText(message);
    }
}
