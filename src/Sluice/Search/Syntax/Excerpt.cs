namespace Sluice.Search.Syntax;

/// <summary>What messages show of a client's text.</summary>
internal static class Excerpt
{
    /// <summary>In UTF-16 units.</summary>
    private const int Most = 200;

    /// <summary>The text, cut where it is long.</summary>
    public static string Of(string text) =>
        text.Length <= Most ? text : text[..(char.IsHighSurrogate(text[Most - 1]) ? Most - 1 : Most)] + "...";
}
