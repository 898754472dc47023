using System.Text;
using Sluice.Protocol;

namespace Sluice.Search;

/// <summary>A filter that has been checked: all its conditions must hold.</summary>
/// <param name="Conditions">The conditions in the order of the text; none for no filter.</param>
internal sealed record Expression(IReadOnlyList<Condition> Conditions)
{
    /// <summary>PostgreSQL plans each as a join, and takes seconds for more than this.</summary>
    internal const int MaxElsewhere = 100;

    /// <summary>
    /// What the patterns of LIKE and ILIKE may have together (bytes of UTF-8). To compare a row takes as many steps as they have bytes, times
    /// the characters of the row's value.
    /// </summary>
    internal const int MaxPatterns = 500;

    /// <summary>Checks the comparators of conditions that have been read, and how many there are.</summary>
    /// <exception cref="MlflowException">
    /// A field doesn't take its comparator, there are more conditions than a database takes, or the patterns are too long.
    /// </exception>
    public static Expression Check(IReadOnlyList<UncheckedCondition> conditions)
    {
        Condition[] all = [.. conditions.Select(static condition => condition.Check())];
        var elsewhere = all.Count(static condition => condition.Field.IsElsewhere);
        if (elsewhere > MaxElsewhere)
        {
            throw MlflowException.Invalid(
                $"The filter has {elsewhere} conditions on metrics, params, tags and datasets. It may have {MaxElsewhere}."
            );
        }
        var patterns = all.Sum(static condition => condition.PatternBytes);
        return patterns <= MaxPatterns
            ? new Expression(all)
            : throw MlflowException.Invalid($"The filter's patterns have {patterns} bytes together. They may have {MaxPatterns}.");
    }
}

/// <summary>One condition of a filter, with everything about it checked.</summary>
/// <param name="Field">The field.</param>
/// <param name="Key">The key as the client wrote it, without quotes; of an attribute, its name.</param>
/// <param name="Comparator">How it is compared.</param>
/// <param name="Operand">With what, or null when it is asked whether there is a value.</param>
internal sealed record Condition(Field Field, string Key, Comparator Comparator, Operand? Operand)
{
    /// <summary>Length of the pattern; 0 where there is none.</summary>
    public int PatternBytes =>
        Comparator is Comparator.Like or Comparator.ILike && Operand is TextOperand { Value: var pattern }
            ? Encoding.UTF8.GetByteCount(pattern)
            : 0;
}

/// <summary>A condition whose field and value are checked, and whose comparator isn't yet: that comes when all have been read.</summary>
/// <param name="Field">The field.</param>
/// <param name="Key">The key.</param>
/// <param name="Comparator">The comparator, as messages show it.</param>
/// <param name="Operand">The value, or null when it is asked whether there is one.</param>
internal sealed record UncheckedCondition(Field Field, string Key, string Comparator, Operand? Operand)
{
    /// <summary>Checks the comparator, and then what depends on it.</summary>
    /// <exception cref="MlflowException">The field doesn't take it, or not with this value.</exception>
    public Condition Check()
    {
        var comparator = Field.Comparators.Find(Comparator) ?? throw MlflowException.Invalid(Field.InvalidComparator(Comparator));
        if (Operand is TextsOperand && comparator is not (Search.Comparator.In or Search.Comparator.NotIn))
        {
            throw MlflowException.Invalid($"A list of values can't be compared by '{Comparator}'. Use IN or NOT IN.");
        }
        return new Condition(Field, Key, comparator, Operand == null ? null : Field.Convert(Key, Operand));
    }
}
