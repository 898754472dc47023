namespace Sluice.Http.Tests.Replay;

/// <summary>A pair that may differ, as one row of tests/contract/differences.md lists it.</summary>
/// <param name="Recording">The recording's name; <c>search_runs</c> and the like for the recorded searches.</param>
/// <param name="Number">The pair's number.</param>
/// <param name="Database"><c>both</c>, <c>sqlite</c> or <c>postgres</c>.</param>
/// <param name="Kind"><c>1</c>, <c>2</c>, <c>3</c>, <c>4</c>, <c>form</c> or <c>open</c>: see that file.</param>
/// <param name="Reason">Why.</param>
public sealed record ListedDifference(string Recording, int Number, string Database, string Kind, string Reason)
{
    /// <summary>Whether the row only waits for a route that another pair calls.</summary>
    public bool IsOpen => Kind == "open";

    /// <summary>Whether the words alone differ: status and error code are as recorded.</summary>
    public bool IsAboutWords => Kind is "3" or "4";

    /// <summary>Whether the row is about a recorded search, which other tests than the replay run.</summary>
    public bool IsSearch => Recording.StartsWith("search_", StringComparison.Ordinal);
}
