using System.Text;

namespace Sluice.Configuration.HttpOptions;

/// <summary>
/// Splits a text into words as a POSIX shell does: quotes and backslashes, no expansion (docs/configuration.md, "Options of the HTTP
/// server").
/// </summary>
internal static class ShellWords
{
    /// <summary>Splits <paramref name="text"/>; null when a quote isn't closed.</summary>
    public static List<string>? Split(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var inWord = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '\'' or '"')
            {
                inWord = true;
                i = ReadQuoted(text, i, word);
                if (i < 0)
                {
                    return null;
                }
            }
            else if (c == '\\')
            {
                if (++i == text.Length)
                {
                    return null;
                }
                inWord = true;
                word.Append(text[i]);
            }
            else if (char.IsWhiteSpace(c))
            {
                if (inWord)
                {
                    words.Add(word.ToString());
                    word.Clear();
                }
                inWord = false;
            }
            else
            {
                inWord = true;
                word.Append(c);
            }
        }
        if (inWord)
        {
            words.Add(word.ToString());
        }
        return words;
    }

    /// <summary>
    /// Splits options. Manifests without a shell leave their quotes inside the value, so that several options arrive as one word:
    /// such a word is split once more. The value of an option (<c>--header=A: b c</c>) stays whole.
    /// </summary>
    public static List<string>? SplitOptions(string text)
    {
        var words = Split(text);
        if (words is null)
        {
            return null;
        }
        var result = new List<string>();
        foreach (var word in words)
        {
            if (!HoldsSeveral(word))
            {
                result.Add(word);
            }
            else if (Split(word) is { } inner)
            {
                result.AddRange(inner);
            }
            else
            {
                return null;
            }
        }
        return result;
    }

    private static bool HoldsSeveral(string word)
    {
        if (!word.StartsWith('-'))
        {
            return false;
        }
        var blank = word.AsSpan().IndexOfAny(' ', '\t', '\n');
        return blank > 0
            && (
                !word.AsSpan(0, blank).Contains('=')
                || word.Split((char[]?)null).Skip(1).Any(part => part.StartsWith("--") && part.Length > 2)
            );
    }

    /// <summary>Reads from the opening quote at <paramref name="at"/>; gives the place of the closing one, or -1.</summary>
    private static int ReadQuoted(string text, int at, StringBuilder word)
    {
        var quote = text[at];
        for (var i = at + 1; i < text.Length; i++)
        {
            if (text[i] == quote)
            {
                return i;
            }
            if (quote == '"' && text[i] == '\\' && i + 1 < text.Length && (text[i + 1] is '"' or '\\'))
            {
                i++;
            }
            word.Append(text[i]);
        }
        return -1;
    }
}
