using System.Text.Json;

namespace Sluice.Protocol.Messages;

/// <summary>What a request bound to: the message, and what is wrong with it. The access rule is judged before the problem is told.</summary>
internal readonly record struct Bound<TMessage>(TMessage Message, MlflowException? Fault);

/// <summary>Binds bodies and query strings to messages. Source: docs/protocol.md, "Where fields stand".</summary>
internal static class Binder
{
    /// <summary>Deepest nesting of a JSON body.</summary>
    internal const int Depth = 128;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = Depth };

    /// <summary>Binds a request that names its fields in the path and the query (GET).</summary>
    public static Bound<TMessage> FromQuery<TMessage>(
        MessageShape<TMessage> shape,
        IReadOnlyDictionary<string, List<string>> query,
        ReadOnlySpan<byte> body,
        PathParts parts
    )
        where TMessage : class, new()
    {
        if (query.Count == 0)
        {
            return FromBody(shape, body, parts);
        }
        var message = new TMessage();
        var problem = shape.ReadQuery(query, message, parts);
        return new Bound<TMessage>(message, problem);
    }

    /// <summary>Binds a request that names its fields in the path and a JSON body; a body that isn't JSON counts as an empty object.</summary>
    public static Bound<TMessage> FromBody<TMessage>(MessageShape<TMessage> shape, ReadOnlySpan<byte> body, PathParts parts)
        where TMessage : class, new()
    {
        if (body.IsEmpty)
        {
            var nothing = new TMessage();
            return new Bound<TMessage>(nothing, shape.Read(nothing, parts));
        }
        try
        {
            return Parse(shape, body, parts, mayBeText: true);
        }
        catch (JsonException)
        {
            var empty = new TMessage();
            var problem = shape.Read(empty, parts);
            var whole = body.TrimStart(" \t\r\n"u8).IsEmpty ? null : MlflowException.Invalid("The request's body is not valid JSON.");
            return new Bound<TMessage>(empty, problem ?? whole);
        }
    }

    private static Bound<TMessage> Parse<TMessage>(MessageShape<TMessage> shape, ReadOnlySpan<byte> body, PathParts parts, bool mayBeText)
        where TMessage : class, new()
    {
        var message = new TMessage();
        var reader = new Utf8JsonReader(body, Options);
        reader.Read();
        MlflowException? problem;
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                problem = shape.Read(ref reader, message, FieldPath.Root, parts);
                break;
            case JsonTokenType.Null:
                problem = shape.Read(message, parts);
                break;
            case JsonTokenType.String when mayBeText:
                // Old clients send the object as a text that holds JSON.
                return Parse(shape, Scalar.Bytes(ref reader), parts, mayBeText: false);
            default:
                return new Bound<TMessage>(
                    message,
                    shape.Read(message, parts) ?? MlflowException.Invalid("The request's body must be a JSON object.")
                );
        }
        if (reader.Read())
        {
            throw new JsonException("more text behind the body's object");
        }
        return new Bound<TMessage>(message, problem);
    }
}

/// <summary>What the variable parts of a path hold, decoded, by the names of the message's fields.</summary>
internal sealed record PathParts(IReadOnlyList<(string Name, string Value)> Values)
{
    /// <summary>A path without variable parts.</summary>
    public static PathParts None { get; } = new([]);

    /// <summary>What a part holds; null where the path has none of the name.</summary>
    public string? Of(string name)
    {
        foreach (var part in Values)
        {
            if (part.Name == name)
            {
                return part.Value;
            }
        }
        return null;
    }
}
