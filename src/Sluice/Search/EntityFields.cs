namespace Sluice.Search;

/// <summary>
/// What one kind of thing can be searched by and ordered by, and how its messages are worded. Everything that is searched has a table
/// of this type; the parser and the compiler know no more than is in it. Source: docs/search.md, "Fields".
/// </summary>
internal sealed record EntityFields
{
    /// <summary>The prefixes that stand before the dot of a field.</summary>
    public required IReadOnlyDictionary<string, FieldKind> Prefixes { get; init; }

    /// <summary>What the message for another prefix says behind <c>Invalid entity type '…'.</c></summary>
    public required string ValidPrefixes { get; init; }

    /// <summary>Whether a prefix may stand in backticks.</summary>
    public bool TakesQuotedPrefix { get; init; }

    /// <summary>Whether a comparator may be written in lower case.</summary>
    public bool IgnoresComparatorCase { get; init; }

    /// <summary>The attributes.</summary>
    public required IReadOnlyDictionary<string, Field> Attributes { get; init; }

    /// <summary>The keys of a dataset; empty where there are none.</summary>
    public IReadOnlyDictionary<string, Field> DatasetKeys { get; init; } = new Dictionary<string, Field>();

    /// <summary>The fields of the kinds whose keys are free.</summary>
    public required IReadOnlyDictionary<FieldKind, Field> Keyed { get; init; }

    /// <summary>The message for IS NULL on a field that doesn't take it, of its kind and key.</summary>
    public required Func<FieldKind, string, string> InvalidNullTest { get; init; }

    /// <summary>The attributes that results can be ordered by.</summary>
    public required IReadOnlyDictionary<string, OrderField> OrderFields { get; init; }

    /// <summary>The kinds with free keys that results can be ordered by.</summary>
    public IReadOnlyList<FieldKind> OrderKinds { get; init; } = [];

    /// <summary>The message for a kind that results can't be ordered by.</summary>
    public required Func<FieldKind, string> InvalidOrderKind { get; init; }
}
