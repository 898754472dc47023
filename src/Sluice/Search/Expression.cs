using Sluice.Protocol;

namespace Sluice.Search;

/// <summary>A filter that has been checked: all its conditions must hold.</summary>
/// <param name="Conditions">The conditions in the order of the text; none for no filter.</param>
internal sealed record Expression(IReadOnlyList<Condition> Conditions)
{
    private const int MaxConditions = 1000;

    /// <summary>PostgreSQL plans each as a join, and takes seconds for more than this.</summary>
    private const int MaxElsewhere = 100;

    /// <summary>Checks the comparators of conditions that have been read, and how many there are.</summary>
    /// <exception cref="MlflowException">A field doesn't take its comparator, or there are more conditions than a database takes.</exception>
    public static Expression Check(IReadOnlyList<UncheckedCondition> conditions)
    {
        Condition[] all = [.. conditions.Select(static condition => condition.Check())];
        if (all.Length > MaxConditions)
        {
            throw MlflowException.Invalid($"The filter has {all.Length} conditions. It may have {MaxConditions}.");
        }
        var elsewhere = all.Count(static condition => condition.Field.IsElsewhere);
        return elsewhere <= MaxElsewhere
            ? new Expression(all)
            : throw MlflowException.Invalid(
                $"The filter has {elsewhere} conditions on metrics, params, tags and datasets. It may have {MaxElsewhere}."
            );
    }
}
