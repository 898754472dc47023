using Sluice.Protocol;

namespace Sluice.Search.Syntax;

/// <summary>From the text of a filter to its clauses. Source: contract, search-grammar.md sections 1.2 to 1.4 and 6.1.</summary>
internal static class FilterText
{
    /// <summary>Reads the clauses of a filter; all are comparisons but the words AND between them.</summary>
    /// <param name="filter">The text as the client wrote it; null and empty are no filter.</param>
    /// <param name="quotesClauses">Whether the clauses that are refused are shown in quotes.</param>
    /// <exception cref="MlflowException">The text is no list of comparisons.</exception>
    public static IReadOnlyList<Clause> Read(string? filter, bool quotesClauses)
    {
        if (string.IsNullOrEmpty(filter))
        {
            return [];
        }
        var clauses = Clauses.Of(Group(filter));
        var refused = clauses.Where(static clause => !clause.IsComparison && !clause.IsAnd).Select(static clause => clause.Text).ToList();
        if (refused.Count > 0)
        {
            var shown = quotesClauses ? $"'{string.Join("', '", refused)}'" : string.Join(", ", refused);
            throw MlflowException.Invalid($"Invalid clause(s) in filter string: {shown}");
        }
        clauses.RemoveAll(static clause => clause.IsAnd);
        return clauses;
    }

    /// <summary>Whether every surrogate of a text stands in a pair.</summary>
    internal static bool IsWellFormed(string text)
    {
        for (var i = text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff'); i >= 0 && i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]))
            {
                if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    private static Node Group(string filter)
    {
        if (!IsWellFormed(filter))
        {
            throw MlflowException.Invalid("Invalid filter: the text holds half of a surrogate pair. Send it as valid UTF-8.");
        }
        var statement = Statement.Split(filter, [.. Lexer.Read(filter)]);
        if (statement.Count == 0)
        {
            throw MlflowException.Invalid($"Invalid filter '{filter}'. Could not be parsed.");
        }
        try
        {
            var grouped = Grouper.Group(filter, statement.First.Span);
            return statement.Count == 1
                ? grouped
                : throw MlflowException.Invalid(
                    $"Search filter contained multiple expression {PythonText.Of(filter)}. Provide AND-ed expression list."
                );
        }
        catch (SyntaxLimitException)
        {
            throw MlflowException.Invalid($"Error on parsing filter '{filter}'");
        }
    }
}
