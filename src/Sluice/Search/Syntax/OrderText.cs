using System.Text;
using Sluice.Protocol;

namespace Sluice.Search.Syntax;

/// <summary>
/// One element of <c>order_by</c>: a field and perhaps a direction. Source: docs/search.md, "Orders".
/// </summary>
/// <param name="Key">The text of the field.</param>
/// <param name="Descending">Whether the direction is DESC.</param>
internal sealed record OrderText(string Key, bool Descending)
{
    /// <summary>Reads an element.</summary>
    /// <exception cref="MlflowException">It has another shape, or the direction is none.</exception>
    public static OrderText Read(string element)
    {
        try
        {
            return Scanner.IsWellFormed(element) ? Read(element, new Scanner(element)) : throw new SyntaxException("valid text", 0);
        }
        catch (SyntaxException)
        {
            throw MlflowException.Invalid($"Invalid order_by clause '{Excerpt.Of(element)}'. Could not be parsed.");
        }
    }

    private static OrderText Read(string element, Scanner scanner)
    {
        var field = scanner.Field();
        if (scanner.IsAtEnd)
        {
            return new OrderText(field, false);
        }
        var end = scanner.At;
        scanner.SkipSpace();
        var direction = scanner.At == end ? null : scanner.Word() ?? scanner.Quoted("'\"`");
        if (direction is null || !scanner.IsAtEnd)
        {
            throw new SyntaxException("the end", scanner.At);
        }
        return direction.ToUpperInvariant() switch
        {
            "ASC" => new OrderText(Unquoted(field), false),
            "DESC" => new OrderText(Unquoted(field), true),
            _ => throw MlflowException.Invalid($"Invalid ordering key in order_by clause '{Excerpt.Of(element)}'."),
        };
    }

    // Before a direction quotes may stand around the whole field, dots included.
    private static string Unquoted(string field)
    {
        var scanner = new Scanner(field);
        var result = new StringBuilder(field.Length);
        while (!scanner.IsAtEnd)
        {
            _ =
                scanner.Take('.') ? result.Append('.')
                : scanner.Quoted("'\"`") is { } quoted ? result.Append(quoted, 1, quoted.Length - 2)
                : result.Append(scanner.Word());
        }
        return result.ToString();
    }
}
