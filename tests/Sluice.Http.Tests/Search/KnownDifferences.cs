namespace Sluice.Http.Tests.Search;

/// <summary>Recorded searches that Sluice answers differently on purpose, each with the reason. All of them are refused with 400.</summary>
internal static class KnownDifferences
{
    private const string WrongType = "a field of a wrong type is refused, with the field's name";
    private const string Element = "a list with an element of a wrong type is refused, with the element's place in it";
    private const string View = "a view that is none is refused, and doesn't count as the view of active entities";

    /// <summary>The reasons by line.</summary>
    public static IReadOnlyDictionary<string, string> Reasons { get; } =
        new Dictionary<string, string>
        {
            ["runs-0724"] = Element,
            ["runs-0725"] = Element,
            ["experiments-0228"] = Element,
            ["runs-0736"] = View,
            ["runs-0740"] = View,
            ["runs-0741"] = View,
            ["experiments-0191"] = View,
            ["experiments-0195"] = View,
            ["runs-0768"] = WrongType,
            ["runs-0770"] = WrongType,
            ["runs-0931"] = WrongType,
            ["runs-0932"] = WrongType,
        };
}
