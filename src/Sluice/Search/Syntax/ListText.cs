using Sluice.Protocol;

namespace Sluice.Search.Syntax;

/// <summary>The list of texts behind <c>IN</c>. Source: contract, search-grammar.md sections 3.0 and 6.3.</summary>
internal static class ListText
{
    private const string Expected = "While parsing a list in the query, expected ";

    /// <summary>Reads the text of a parenthesis.</summary>
    /// <exception cref="MlflowException">It is no list of texts, or empty.</exception>
    public static IReadOnlyList<string> Read(string parenthesis)
    {
        var value = Parse(parenthesis);
        var items = value.Items ?? [value];
        if (items.Count == 0)
        {
            throw MlflowException.Invalid($"{Expected}a non-empty list of string values, but got empty list");
        }
        return items.All(static item => item.Text != null)
            ? [.. items.Select(static item => item.Text!)]
            : throw MlflowException.Invalid(
                $"{Expected}string value, punctuation, or whitespace, but got different type in list: {PythonValue.Tuple(items).Shown}"
            );
    }

    private static PythonValue Parse(string parenthesis)
    {
        try
        {
            return PythonLiteral.Read(parenthesis);
        }
        catch (FormatException)
        {
            throw MlflowException.Invalid($"{Expected}a non-empty list of string values, but got ill-formed list.");
        }
    }
}
