using System.Text;
using System.Text.Json;

namespace Sluice.Protocol.Messages;

/// <summary>Where a message holds the value of a field.</summary>
internal delegate ref TValue Accessor<in TMessage, TValue>(TMessage message);

/// <summary>A field, for whoever lists what a route takes.</summary>
/// <param name="Name">The name in snake case.</param>
/// <param name="Type">The protocol's word for the type, e.g. <c>int64</c>; the name of an enum or a message; <c>[]</c> before it for a list.</param>
/// <param name="IsRequired">Whether a request without the field is refused.</param>
/// <param name="Most">Most characters of a text, or of each text of a list; null where the field holds none.</param>
internal sealed record FieldDescription(string Name, string Type, bool IsRequired, int? Most);

/// <summary>One field of a message: how it is named, read from JSON or from a query, and what is checked.</summary>
/// <typeparam name="TMessage">The message.</typeparam>
internal abstract class Field<TMessage>(string name, string type)
{
    /// <summary>The name in snake case, as the protocol defines it.</summary>
    public string Name { get; } = name;

    /// <summary>The same in lower camel case, which is read too.</summary>
    public string CamelName { get; } = ToCamel(name);

    /// <summary>The UTF-8 form of <see cref="Name"/>.</summary>
    public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(name);

    /// <summary>The UTF-8 form of <see cref="CamelName"/>.</summary>
    public byte[] Utf8CamelName { get; } = Encoding.UTF8.GetBytes(ToCamel(name));

    /// <summary>Whether a request without the field, or with an empty one, is refused.</summary>
    public bool IsRequired { get; private set; }

    /// <summary>Whether a required field may be empty.</summary>
    public bool MayBeEmpty { get; private set; }

    /// <summary>The field under the name that old clients give it; null where there is none.</summary>
    public virtual Field<TMessage>? UnderOldName => null;

    /// <summary>How long its text, or each of its texts, may be; null where it holds none.</summary>
    public virtual TextLimit? Limit => null;

    /// <summary>What the field is, as data.</summary>
    public FieldDescription Description => new(Name, type, IsRequired, Limit?.Most);

    /// <summary>Makes the field required.</summary>
    public Field<TMessage> Required()
    {
        IsRequired = true;
        return this;
    }

    /// <summary>Makes the field required; an empty value is the handler's to judge.</summary>
    public Field<TMessage> Present()
    {
        MayBeEmpty = true;
        return Required();
    }

    /// <summary>Takes a JSON value; the reader stands on its first token and is left on its last.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="message">The message that takes the value.</param>
    /// <param name="path">Where the message stands in the request.</param>
    /// <returns>What is wrong inside the value, or null.</returns>
    /// <exception cref="WrongTypeException">The value isn't of the field's type.</exception>
    /// <exception cref="MlflowException">It is wrong in another way.</exception>
    public abstract MlflowException? Read(ref Utf8JsonReader reader, TMessage message, FieldPath path);

    /// <summary>Takes the values of a query parameter of this name; one that isn't a list takes the first.</summary>
    /// <exception cref="WrongTypeException">The text isn't of the field's type.</exception>
    /// <exception cref="MlflowException">It is wrong in another way.</exception>
    public abstract void ReadQuery(IReadOnlyList<string> values, TMessage message);

    /// <summary>Whether the field is absent or empty.</summary>
    public abstract bool IsEmpty(TMessage message);

    /// <summary>The value as text, for comparing two places that name the same thing; null when absent or not one value.</summary>
    public virtual string? AsText(TMessage message) => null;

    private static string ToCamel(string name)
    {
        var words = name.Split('_');
        return words[0] + string.Concat(words.Skip(1).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
    }
}

/// <summary>Where a nested message stands in the request, e.g. <c>metrics[0].</c>; made into text only when a message needs it.</summary>
/// <param name="List">The list's name.</param>
/// <param name="Index">The position in it.</param>
internal readonly record struct FieldPath(string? List, int Index)
{
    /// <summary>The request itself.</summary>
    public static FieldPath Root => default;

    /// <summary>The text in front of a field's name.</summary>
    public override string ToString() => List is null ? "" : $"{List}[{Index}].";
}

/// <summary>A value isn't of its field's type; the shape turns it into the protocol's message.</summary>
internal sealed class WrongTypeException : Exception
{
    /// <summary>Thrown often by bad input, never looked at: one instance without a stack will do.</summary>
    public static WrongTypeException Instance { get; } = new();
}
