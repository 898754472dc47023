using Sluice.Protocol;

namespace Sluice.Search.Syntax;

/// <summary>
/// From the text of a filter to its comparisons, by recursive descent:
/// <code>
/// filter     = { "AND" | comparison }
/// comparison = field ( signs value | [ "NOT" ] words value | [ "NOT" ] "IN" list | "IS" [ "NOT" ] "NULL" )
/// words      = "LIKE" | "ILIKE" | "RLIKE" | "REGEXP"
/// value      = text | number | list | "NULL" | field
/// </code>
/// Source: docs/search.md, "Filters".
/// </summary>
internal sealed class FilterText
{
    internal const int MaxConditions = 1000;

    private static readonly string[] Words = ["LIKE", "ILIKE", "RLIKE", "REGEXP"];

    private readonly string filter;
    private readonly Scanner scanner;
    private int clause;

    private FilterText(string filter, Scanner scanner)
    {
        this.filter = filter;
        this.scanner = scanner;
    }

    /// <summary>Reads the comparisons of a filter.</summary>
    /// <exception cref="MlflowException">The text is no list of comparisons, or they are too many.</exception>
    public static IReadOnlyList<Comparison> Read(string filter) => Read(filter, new Scanner(filter));

    /// <summary>Reads the comparisons of a filter with a scanner of it.</summary>
    /// <exception cref="MlflowException">The text is no list of comparisons, or they are too many.</exception>
    internal static IReadOnlyList<Comparison> Read(string filter, Scanner scanner)
    {
        if (!Scanner.IsWellFormed(filter))
        {
            throw MlflowException.Invalid("Invalid filter: the text holds half of a surrogate pair. Send it as valid UTF-8.");
        }
        scanner.SkipSpace();
        if (scanner.IsAtEnd)
        {
            throw MlflowException.Invalid($"Invalid filter '{Excerpt.Of(filter)}'. Could not be parsed.");
        }
        var reader = new FilterText(filter, scanner);
        try
        {
            return reader.Comparisons();
        }
        catch (SyntaxException error)
        {
            throw MlflowException.Invalid(
                $"Invalid clause(s) in filter string: '{Excerpt.Of(filter[reader.clause..])}'. Expected {error.Expected} {reader.Place(error.At)}."
            );
        }
    }

    // AND may be left out, stand twice, or at the end.
    private List<Comparison> Comparisons()
    {
        var all = new List<Comparison>();
        while (true)
        {
            scanner.SkipSpace();
            clause = scanner.At;
            if (scanner.IsAtEnd)
            {
                return all;
            }
            if (scanner.Keyword("AND"))
            {
                continue;
            }
            if (all.Count == MaxConditions)
            {
                throw MlflowException.Invalid($"The filter has more than {MaxConditions} conditions.");
            }
            all.Add(Comparison(all.Count == 0 ? "a field" : "AND or the end"));
        }
    }

    private Comparison Comparison(string expected)
    {
        var field = scanner.Field(expected);
        scanner.SkipSpace();
        if (scanner.Signs() is { } signs)
        {
            return new Comparison(field, signs, Value());
        }
        if (scanner.Keyword("IS"))
        {
            var isNot = scanner.Keyword("NOT");
            return scanner.Keyword("NULL")
                ? new Comparison(field, isNot ? "IS NOT NULL" : "IS NULL", null)
                : throw Expected(isNot ? "NULL" : "NULL or NOT NULL");
        }
        var start = scanner.At;
        var negated = scanner.Keyword("NOT");
        scanner.SkipSpace();
        var word = scanner.At;
        if (scanner.Keyword("IN"))
        {
            var comparator = negated ? "NOT IN" : scanner.Since(word);
            scanner.SkipSpace();
            return new Comparison(
                field,
                comparator,
                scanner.Parenthesis() is { } list ? new Literal(LiteralKind.List, list) : throw Expected("a list in parentheses")
            );
        }
        return Array.Exists(Words, scanner.Keyword)
            ? new Comparison(field, scanner.Since(start), Value())
            : throw new SyntaxException("a comparator", start);
    }

    private Literal Value()
    {
        scanner.SkipSpace();
        var start = scanner.At;
        if (scanner.Quoted("'") is { } text)
        {
            return new Literal(LiteralKind.Text, text);
        }
        if (scanner.Parenthesis() is { } list)
        {
            return new Literal(LiteralKind.List, list);
        }
        if (scanner.Number() is { } number)
        {
            return new Literal(LiteralKind.Number, number);
        }
        if (scanner.Keyword("NULL"))
        {
            return new Literal(LiteralKind.Null, scanner.Since(start));
        }
        return !scanner.Keyword("AND")
            ? new Literal(LiteralKind.Name, scanner.Field("a value"))
            : throw new SyntaxException("a value", start);
    }

    private SyntaxException Expected(string what)
    {
        scanner.SkipSpace();
        return new SyntaxException(what, scanner.At);
    }

    private string Place(int at) => at >= filter.Length ? "at the end" : $"at character {filter[..at].EnumerateRunes().Count() + 1}";
}

/// <summary>A comparison of a filter, as it was written.</summary>
/// <param name="Field">The text of the field.</param>
/// <param name="Comparator">The comparator; NOT IN, IS NULL and IS NOT NULL are in this spelling.</param>
/// <param name="Value">The value; null for IS NULL and IS NOT NULL.</param>
internal sealed record Comparison(string Field, string Comparator, Literal? Value);

/// <summary>What a field is compared with, as it was written.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The text, with quotes and parentheses.</param>
internal sealed record Literal(LiteralKind Kind, string Text);

/// <summary>What a value is.</summary>
internal enum LiteralKind
{
    Text,
    Number,
    List,
    Null,

    /// <summary>A word, or something in double quotes or backticks.</summary>
    Name,
}
