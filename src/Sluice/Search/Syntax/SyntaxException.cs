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

/// <summary>What messages show of a client's text.</summary>
internal static class Shown
{
    /// <summary>In UTF-16 units.</summary>
    private const int Most = 200;

    /// <summary>The text, cut where it is long.</summary>
    public static string Of(string text) =>
        text.Length <= Most ? text : text[..(char.IsHighSurrogate(text[Most - 1]) ? Most - 1 : Most)] + "...";
}
