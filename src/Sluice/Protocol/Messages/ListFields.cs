using System.Text.Json;

namespace Sluice.Protocol.Messages;

/// <summary>How many elements a list of a request may have: more than any client sends. Routes have lower limits of their own.</summary>
internal static class ListLimit
{
    /// <summary>Most elements.</summary>
    public const int Most = 10_000;
}

/// <summary>A list of texts; names, unless <see cref="Within"/> says otherwise.</summary>
internal sealed class TextsField<TMessage>(string name, Func<TMessage, List<string>> values) : Field<TMessage>(name, "[]string")
{
    private TextLimit limit = TextLimit.Name;

    public override TextLimit Limit => limit;

    /// <summary>The texts have another limit than names have.</summary>
    public TextsField<TMessage> Within(TextLimit other)
    {
        limit = other;
        return this;
    }

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
            // Behind a problem nothing is kept, and read is only to find the end.
            if (problem is not null)
            {
                reader.Skip();
            }
            else if (i >= ListLimit.Most)
            {
                problem = FieldProblems.TooMany($"{path}{Name}", ListLimit.Most);
                reader.Skip();
            }
            else if (reader.TokenType != JsonTokenType.String)
            {
                problem = FieldProblems.WrongType($"{path}{Name}[{i}]", JsonValue.Of(ref reader));
            }
            else
            {
                problem = Take(limit.Read(ref reader), list, path, i);
            }
        }
        return problem;
    }

    public override void ReadQuery(IReadOnlyList<string> given, TMessage message)
    {
        if (given.Count > ListLimit.Most)
        {
            throw FieldProblems.TooMany(Name, ListLimit.Most);
        }
        for (var i = 0; i < given.Count; i++)
        {
            if (Take(given[i], values(message), FieldPath.Root, i) is { } problem)
            {
                throw problem;
            }
        }
    }

    private MlflowException? Take(string? text, List<string> list, FieldPath path, int index)
    {
        if (limit.Refuses(text))
        {
            return limit.Problem(text, path, $"{Name}[{index}]");
        }
        list.Add(text!);
        return null;
    }

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
            if (problem is not null)
            {
                reader.Skip();
            }
            else if (list.Count >= ListLimit.Most)
            {
                problem = FieldProblems.TooMany($"{path}{Name}", ListLimit.Most);
                reader.Skip();
            }
            else if (reader.TokenType != JsonTokenType.StartObject)
            {
                problem = FieldProblems.WrongType($"{path}{Name}[{list.Count}]", JsonValue.Of(ref reader));
            }
            else
            {
                var item = new TItem();
                problem = shape.Read(ref reader, item, new FieldPath(Name, list.Count));
                list.Add(item);
            }
        }
        return problem;
    }

    public override void ReadQuery(IReadOnlyList<string> given, TMessage message) => throw WrongTypeException.Instance;

    public override bool IsEmpty(TMessage message) => values(message).Count == 0;
}
