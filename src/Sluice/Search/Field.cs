using Sluice.Storage;

namespace Sluice.Search;

/// <summary>
/// What a filter may say about one attribute, or about all keys of a kind: its comparators, its values, and the SQL of a condition on it.
/// </summary>
internal sealed record Field
{
    /// <summary>What it is about.</summary>
    public required FieldKind Kind { get; init; }

    /// <summary>Whether the value is a number; a text otherwise.</summary>
    public bool IsNumber { get; init; }

    /// <summary>Whether the value may be a list of texts.</summary>
    public bool TakesList { get; init; }

    /// <summary>Whether it can be asked whether there is a value.</summary>
    public bool TakesNull { get; init; }

    /// <summary>The comparators.</summary>
    public required Comparators Comparators { get; init; }

    /// <summary>The message for a comparator that it doesn't take (the argument).</summary>
    public required Func<string, string> InvalidComparator { get; init; }

    /// <summary>
    /// Makes the operand of what the client wrote, after the comparator has been checked. The first argument is the key.
    /// Throws MlflowException when the operand won't do.
    /// </summary>
    public Func<string, Operand, Operand> Convert { get; init; } = static (_, operand) => operand;

    /// <summary>Whether a condition needs a look into another table.</summary>
    public bool IsElsewhere { get; init; }

    /// <summary>Writes a condition that is true for the rows to keep.</summary>
    public required Action<SqlBuilder, Condition> Write { get; init; }
}
