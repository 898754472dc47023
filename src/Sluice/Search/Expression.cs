using System.Text;
using Sluice.Protocol;

namespace Sluice.Search;

/// <summary>A filter that has been checked: all its conditions must hold.</summary>
/// <param name="Conditions">The conditions in the order of the text; none for no filter.</param>
internal sealed record Expression(IReadOnlyList<Condition> Conditions)
{
    /// <summary>PostgreSQL plans each as a join, and takes seconds for more than this.</summary>
    internal const int MaxElsewhere = 100;

    /// <summary>Checks the comparators of conditions that have been read, and how many there are.</summary>
    /// <exception cref="MlflowException">A field doesn't take its comparator, or there are more conditions than a database takes.</exception>
    public static Expression Check(IReadOnlyList<UncheckedCondition> conditions)
    {
        Condition[] all = [.. conditions.Select(static condition => condition.Check())];
        var elsewhere = all.Count(static condition => condition.Field.IsElsewhere);
        return elsewhere <= MaxElsewhere
            ? new Expression(all)
            : throw MlflowException.Invalid(
                $"The filter has {elsewhere} conditions on metrics, params, tags and datasets. It may have {MaxElsewhere}."
            );
    }
}

/// <summary>One condition of a filter, with everything about it checked.</summary>
/// <param name="Field">The field.</param>
/// <param name="Key">The key as the client wrote it, without quotes; of an attribute, its name.</param>
/// <param name="Comparator">How it is compared.</param>
/// <param name="Operand">With what, or null when it is asked whether there is a value.</param>
internal sealed record Condition(Field Field, string Key, Comparator Comparator, Operand? Operand);

/// <summary>A condition whose field and value are checked, and whose comparator isn't yet: that comes when all have been read.</summary>
/// <param name="Field">The field.</param>
/// <param name="Key">The key.</param>
/// <param name="Comparator">The comparator, as messages show it.</param>
/// <param name="Operand">The value, or null when it is asked whether there is one.</param>
internal sealed record UncheckedCondition(Field Field, string Key, string Comparator, Operand? Operand)
{
    /// <summary>The longest pattern that SQLite takes, in bytes of UTF-8.</summary>
    internal const int MaxPattern = 50_000;

    /// <summary>Checks the comparator, and then what depends on it.</summary>
    /// <exception cref="MlflowException">The field doesn't take it, or not with this value.</exception>
    public Condition Check()
    {
        var comparator = Field.Comparators.Find(Comparator) ?? throw MlflowException.Invalid(Field.InvalidComparator(Comparator));
        if (Operand is TextsOperand && comparator is not (Search.Comparator.In or Search.Comparator.NotIn))
        {
            throw MlflowException.Invalid($"A list of values can't be compared by '{Comparator}'. Use IN or NOT IN.");
        }
        if (
            comparator is Search.Comparator.Like or Search.Comparator.ILike
            && Operand is TextOperand { Value: var pattern }
            && Encoding.UTF8.GetByteCount(pattern) > MaxPattern
        )
        {
            throw MlflowException.Invalid($"The pattern of {Comparator} is longer than {MaxPattern} bytes.");
        }
        return new Condition(Field, Key, comparator, Operand == null ? null : Field.Convert(Key, Operand));
    }
}
