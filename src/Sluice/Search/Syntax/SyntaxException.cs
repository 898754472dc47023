namespace Sluice.Search.Syntax;

/// <summary>Something else was expected in a text.</summary>
/// <param name="expected">What, e.g. <c>a comparator</c>.</param>
/// <param name="at">Where, in UTF-16 units.</param>
internal sealed class SyntaxException(string expected, int at) : Exception($"expected {expected} at {at}")
{
    /// <summary>What was expected.</summary>
    public string Expected => expected;

    /// <summary>Where, in UTF-16 units.</summary>
    public int At => at;
}
