using Sluice.Protocol;

namespace Sluice.Search;

/// <summary>A condition whose field and value are checked, and whose comparator isn't yet: that comes when all have been read.</summary>
/// <param name="Field">The field.</param>
/// <param name="Key">The key.</param>
/// <param name="Comparator">The comparator, as messages show it.</param>
/// <param name="Operand">The value, or null when it is asked whether there is one.</param>
internal sealed record UncheckedCondition(Field Field, string Key, string Comparator, Operand? Operand)
{
    /// <summary>The longest pattern that SQLite takes, in bytes of UTF-8.</summary>
    private const int MaxPattern = 50_000;

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
            && System.Text.Encoding.UTF8.GetByteCount(pattern) > MaxPattern
        )
        {
            throw MlflowException.Invalid($"The pattern of {Comparator} is longer than {MaxPattern} bytes.");
        }
        return new Condition(Field, Key, comparator, Operand == null ? null : Field.Convert(Key, Operand));
    }
}
