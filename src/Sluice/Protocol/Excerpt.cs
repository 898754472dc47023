namespace Sluice.Protocol;

/// <summary>What messages show of a client's text.</summary>
internal static class Excerpt
{
    /// <summary>Where nothing else is said, in UTF-16 units.</summary>
    private const int Usual = 200;

    /// <summary>The text, cut where it is long.</summary>
    public static string Of(string text, int most = Usual) => text.Length <= most ? text : Beginning(text, most) + "...";

    /// <summary>The beginning of a text that is longer; no character is torn apart.</summary>
    public static string Beginning(string text, int most) =>
        text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
}
