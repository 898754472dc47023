using Sluice.Protocol;
using Sluice.Python;

namespace Sluice.Search.Syntax;

/// <summary>
/// The list of texts behind <c>IN</c>: texts in quotes, with commas between them and perhaps one at the end; parentheses around one, or
/// around the whole, mean nothing. Source: docs/search.md, "Filters".
/// </summary>
internal sealed class ListText
{
    internal const int MaxValues = 10_000;
    private const string Expected = "While parsing a list in the query, expected ";

    private readonly Scanner scanner;
    private int values;

    private ListText(string parenthesis) => scanner = new Scanner(parenthesis);

    /// <summary>Reads a parenthesis that <see cref="Scanner.Parenthesis"/> took, which bounds how deep it is nested.</summary>
    /// <exception cref="MlflowException">It is no list of texts, is empty, or has too many.</exception>
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
                $"{Expected}string value, punctuation, or whitespace, but got different type in list: {ListElement.Tuple(items).Shown}"
            );
    }

    private static ListElement Parse(string parenthesis)
    {
        try
        {
            return new ListText(parenthesis).Next();
        }
        catch (SyntaxException)
        {
            throw MlflowException.Invalid($"{Expected}a non-empty list of string values, but got ill-formed list.");
        }
    }

    private ListElement Next()
    {
        if (++values > MaxValues)
        {
            throw MlflowException.Invalid($"A list in the query has more than {MaxValues} values.");
        }
        return scanner.Take('(') ? Tuple()
            : scanner.Quoted("'\"") is { } text ? new ListElement(text[1..^1], null, null)
            : (scanner.Number() ?? scanner.Word()) is { } other ? new ListElement(null, other, null)
            : throw new SyntaxException("a quoted text", scanner.At);
    }

    // As in Python, one value without a comma is itself.
    private ListElement Tuple()
    {
        var items = new List<ListElement>();
        var comma = false;
        scanner.SkipSpace();
        while (!scanner.Take(')'))
        {
            if (items.Count > 0 && !comma)
            {
                throw new SyntaxException("a comma", scanner.At);
            }
            items.Add(Next());
            scanner.SkipSpace();
            comma = scanner.Take(',');
            scanner.SkipSpace();
        }
        return items.Count == 1 && !comma ? items[0] : ListElement.Tuple(items);
    }

    private sealed record ListElement(string? Text, string? Other, IReadOnlyList<ListElement>? Items)
    {
        /// <summary>How Python prints it.</summary>
        public string Shown => Other ?? PythonText.Of(Text!);

        public static ListElement Tuple(IReadOnlyList<ListElement> items) =>
            new(null, $"({string.Join(", ", items.Select(static item => item.Shown))}{(items.Count == 1 ? "," : "")})", items);
    }
}
