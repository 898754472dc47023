using Sluice.Protocol;
using Sluice.Python;
using Sluice.Search.Syntax;

namespace Sluice.Search;

/// <summary>A field as a filter or an order names it. Source: docs/search.md, "Quotes".</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Key">The key, or the name of the attribute, without quotes.</param>
internal readonly record struct FieldReference(FieldKind Kind, string Key)
{
    /// <summary>Reads the text of a field.</summary>
    /// <exception cref="MlflowException">The prefix is none of the entity's.</exception>
    public static FieldReference Read(string text, EntityFields fields)
    {
        var dot = text.IndexOf('.');
        if (dot < 0)
        {
            return new FieldReference(FieldKind.Attribute, Unquote(text));
        }
        var prefix = fields.TakesQuotedPrefix ? Quotes.Strip(text[..dot], '`') : text[..dot];
        return fields.Prefixes.TryGetValue(prefix, out var kind)
            ? new FieldReference(kind, Unquote(text[(dot + 1)..]))
            : throw MlflowException.Invalid($"Invalid entity type '{prefix}'. {fields.ValidPrefixes}");
    }

    /// <summary>The message for an attribute that doesn't exist.</summary>
    public MlflowException Unknown(IEnumerable<string> valid) =>
        MlflowException.Invalid($"Invalid {Kind.Name()} key '{Key}' specified. Valid keys are '{PythonText.Set(valid)}'");

    private static string Unquote(string key)
    {
        var inner = Quotes.IsAround(key, '"') || Quotes.IsAround(key, '\'') ? key[1..^1] : key;
        return Quotes.Strip(inner, '`');
    }
}
