namespace Sluice.Search.Syntax;

/// <summary>
/// Finds texts between two equal <c>$tag$</c>. Where each tag stands for the last time is noted once, so that a text full of
/// openings without an end costs no more than one pass.
/// </summary>
internal sealed class DollarTexts(string text)
{
    private readonly Lazy<Dictionary<string, int>> last = new(() => LastOfEach(text), LazyThreadSafetyMode.None);

    /// <summary>The position behind the text that opens at <paramref name="at"/>, or null when none does.</summary>
    public int? EndAt(int at)
    {
        if (Characters.IsWordBefore(text, at) || (at > 0 && text[at - 1] is '"' or '$') || TagEnd(text, at) is not { } open)
        {
            return null;
        }
        var tag = text[at..open];
        return last.Value.GetValueOrDefault(tag, -1) >= open ? text.IndexOf(tag, open, StringComparison.Ordinal) + tag.Length : null;
    }

    private static Dictionary<string, int> LastOfEach(string text)
    {
        var last = new Dictionary<string, int>();
        for (var at = text.IndexOf('$'); at >= 0; at = text.IndexOf('$', at + 1))
        {
            if (TagEnd(text, at) is { } end)
            {
                last[text[at..end]] = at;
            }
        }
        return last;
    }

    private static int? TagEnd(string text, int at)
    {
        var end = at + 1;
        if (Characters.GoesOnAsNameAt(text, end))
        {
            end = Characters.WordEnd(text, end + 1);
        }
        return end < text.Length && text[end] == '$' ? end + 1 : null;
    }
}
