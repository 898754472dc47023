using System.Text.Json;

namespace Sluice.Protocol.Messages;

/// <summary>Text; a name, unless <see cref="Within"/> says otherwise.</summary>
internal sealed class TextField<TMessage>(string name, Accessor<TMessage, string?> value) : Field<TMessage>(name, "string")
{
    private TextLimit limit = TextLimit.Name;
    private OldName? old;

    public override Field<TMessage>? UnderOldName => old;

    public override TextLimit Limit => limit;

    /// <summary>The name that old clients give the field. A request may use both, with one value.</summary>
    public TextField<TMessage> OrNamed(string oldName)
    {
        old = new OldName(oldName, this);
        return this;
    }

    /// <summary>The text has another limit than names have.</summary>
    public TextField<TMessage> Within(TextLimit other)
    {
        limit = other;
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

    private string? TextOf(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? limit.Read(ref reader) : throw WrongTypeException.Instance;

    /// <summary>Takes a text. The new name's stays, and two that differ under the field's two names are refused.</summary>
    private void Take(string? text, TMessage message, FieldPath path, bool isOld)
    {
        if (limit.Refuses(text))
        {
            throw limit.Problem(text, path, Name);
        }
        ref var held = ref value(message);
        var before = held;
        held = isOld ? before ?? text : text;
        if (old is not null && before is { Length: > 0 } && text is { Length: > 0 } && before != text)
        {
            throw FieldProblems.Contradiction($"{path}{Name}");
        }
    }

    /// <summary>The field under the name that old clients give it.</summary>
    private sealed class OldName(string name, TextField<TMessage> newer) : Field<TMessage>(name, "string")
    {
        public override TextLimit Limit => newer.limit;

        public override MlflowException? Read(ref Utf8JsonReader reader, TMessage message, FieldPath path)
        {
            newer.Take(newer.TextOf(ref reader), message, path, isOld: true);
            return null;
        }

        public override void ReadQuery(IReadOnlyList<string> values, TMessage message) =>
            newer.Take(values[0], message, FieldPath.Root, isOld: true);

        public override bool IsEmpty(TMessage message) => newer.IsEmpty(message);

        public override string? AsText(TMessage message) => newer.AsText(message);
    }
}
