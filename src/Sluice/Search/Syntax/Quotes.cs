namespace Sluice.Search.Syntax;

/// <summary>Pieces in quotes. Source: docs/search.md, "Quotes".</summary>
internal static class Quotes
{
    /// <summary>
    /// The position behind the piece whose opening quote stands at <paramref name="at"/>, or null when it has no end. A doubled quote,
    /// and (except in backticks) one behind a backslash, ends it only when nothing else does.
    /// </summary>
    public static int? EndAt(string text, int at)
    {
        var quote = text[at];
        var backslash = quote is '\'' or '"' ? '\\' : quote;
        int? fallback = null;
        var next = at + 1;
        while (true)
        {
            var step = text.AsSpan(next).IndexOfAny(quote, backslash);
            if (step < 0)
            {
                return fallback;
            }
            next += step;
            var paired = next + 1 < text.Length && text[next + 1] == quote;
            if (text[next] == quote && !paired)
            {
                return next + 1;
            }
            if (paired)
            {
                fallback = text[next] == quote ? next + 1 : next + 2;
                next++;
            }
            next++;
        }
    }

    /// <summary>Whether a text begins and ends with a quote (and isn't only that one character).</summary>
    public static bool IsAround(string text, char quote) => text.Length >= 2 && text[0] == quote && text[^1] == quote;

    /// <summary>Takes one pair of a quote off, where there is one.</summary>
    public static string Strip(string text, char quote) => IsAround(text, quote) ? text[1..^1] : text;
}
