using Sluice.Python;

namespace Sluice.Search;

/// <summary>How a field is compared with a value.</summary>
internal enum Comparator
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Like,
    ILike,
    In,
    NotIn,
    IsNull,
    IsNotNull,
}

/// <summary>The comparators that a field takes, as a set.</summary>
internal sealed class Comparators
{
    /// <summary>Those of numbers.</summary>
    public static readonly Comparators Numeric = new("=", "!=", "<", "<=", ">", ">=");

    /// <summary>Those of texts that may be missing.</summary>
    public static readonly Comparators Nullable = new("=", "!=", "LIKE", "ILIKE", "IS NULL", "IS NOT NULL");

    /// <summary>Those of texts that may stand in a list.</summary>
    public static readonly Comparators Listed = new("=", "!=", "LIKE", "ILIKE", "IN", "NOT IN");

    /// <summary>Those of ids.</summary>
    public static readonly Comparators Id = new("=", "!=", "IN", "NOT IN");

    private readonly string[] texts;

    private Comparators(params string[] texts)
    {
        this.texts = texts;
        Shown = PythonText.Set(texts);
    }

    /// <summary>The set as messages show it.</summary>
    public string Shown { get; }

    /// <summary>The comparator that a text stands for, or null when the set hasn't it.</summary>
    public Comparator? Find(string text) =>
        !texts.Contains(text)
            ? null
            : text switch
            {
                "=" => Comparator.Equal,
                "!=" => Comparator.NotEqual,
                "<" => Comparator.Less,
                "<=" => Comparator.LessOrEqual,
                ">" => Comparator.Greater,
                ">=" => Comparator.GreaterOrEqual,
                "LIKE" => Comparator.Like,
                "ILIKE" => Comparator.ILike,
                "IN" => Comparator.In,
                "NOT IN" => Comparator.NotIn,
                "IS NULL" => Comparator.IsNull,
                _ => Comparator.IsNotNull,
            };
}
