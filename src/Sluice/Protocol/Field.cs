using System.Text;
using System.Text.Json;

namespace Sluice.Protocol;

/// <summary>One field of a message: how it is named, read from JSON or from a query, and what is checked.</summary>
/// <typeparam name="TMessage">The message.</typeparam>
internal abstract class Field<TMessage>(string name)
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

    /// <summary>Another field that serves instead of this one (old clients say <c>run_uuid</c>).</summary>
    public string? Alternative { get; private set; }

    /// <summary>Makes the field required.</summary>
    /// <param name="alternative">Another field's name that serves as well.</param>
    public Field<TMessage> Required(string? alternative = null)
    {
        IsRequired = true;
        Alternative = alternative;
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
    public abstract MlflowException? Read(ref Utf8JsonReader reader, TMessage message, FieldPath path);

    /// <summary>Takes the values of a query parameter of this name; one that isn't a list takes the first.</summary>
    /// <exception cref="WrongTypeException">The text isn't of the field's type.</exception>
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
