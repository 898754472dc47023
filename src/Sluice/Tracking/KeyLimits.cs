using System.Globalization;
using System.Text;
using Sluice.Protocol;
using Sluice.Protocol.Messages;

namespace Sluice.Tracking;

/// <summary>Lengths and forms of names and values. Source: docs/protocol.md, "Keys and values".</summary>
internal static class KeyLimits
{
    /// <summary>Longest experiment name (characters) that the protocol knows.</summary>
    public const int ExperimentName = 500;

    /// <summary>Longest experiment name that PostgreSQL's column holds; on SQLite too, so that a database can move.</summary>
    public const int StoredExperimentName = 256;

    /// <summary>Longest artifact location of an experiment that its column holds.</summary>
    public const int StoredArtifactLocation = 256;

    /// <summary>Longest artifact location of a run that its column holds.</summary>
    public const int StoredRunLocation = 200;

    /// <summary>Longest run name that its column holds.</summary>
    public const int StoredRunName = 250;

    /// <summary>Longest value of an experiment's tag.</summary>
    public const int ExperimentTagValue = 20_000;

    /// <summary>Longest key of a tag, param or metric.</summary>
    public const int Key = 250;

    /// <summary>Longest value of a run's tag; longer ones are cut.</summary>
    public const int RunTagValue = 8000;

    /// <summary>Longest value of a param; longer ones are cut.</summary>
    public const int ParamValue = 6000;

    /// <summary>How many characters (code points) a text has.</summary>
    public static int Characters(string text) => Ascii.IsValid(text) ? text.Length : text.EnumerateRunes().Count();

    /// <summary>Refuses a text that is too long.</summary>
    /// <param name="what">The field, as the message names it.</param>
    /// <param name="text">The text.</param>
    /// <param name="most">Most characters.</param>
    public static void CheckLength(string what, string text, int most)
    {
        if (text.Length > most && Characters(text) > most)
        {
            throw MlflowException.Invalid($"'{what}' exceeds the maximum length of {most} characters");
        }
    }

    /// <summary>Refuses a text with a NUL character: PostgreSQL has no form for it, and a database should be able to move.</summary>
    public static void CheckStorable(string what, string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw MlflowException.Invalid($"'{what}' holds a NUL character, which can't be stored.");
        }
    }

    /// <summary>A value, cut to its limit or, where cutting is switched off, refused.</summary>
    public static string Cut(string what, string text, int most, bool cut)
    {
        if (text.Length <= most || Characters(text) <= most)
        {
            return text;
        }
        if (!cut)
        {
            CheckLength(what, text, most);
        }
        return string.Concat(text.EnumerateRunes().Take(most));
    }

    /// <summary>Refuses a key of a metric, param or tag that holds other characters than names do, or would be another path.</summary>
    /// <param name="field">The field, as the message names it.</param>
    /// <param name="key">The key.</param>
    public static void CheckKey(string field, string key)
    {
        if (key.EnumerateRunes().Any(rune => !IsKeyCharacter(rune)))
        {
            throw MlflowException.Invalid(
                $"Invalid value {JsonValue.Of(key).Json} for parameter '{field}' supplied: Names may only contain alphanumerics, "
                    + "underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and slashes (/)."
            );
        }
        var path = NormalPath(key);
        if (path != key || key == "." || key.StartsWith('/') || key.StartsWith("..", StringComparison.Ordinal))
        {
            throw MlflowException.Invalid(
                $"Invalid value {JsonValue.Of(key).Json} for parameter '{field}' supplied: Names may be treated as files in certain cases, "
                    + $"and must not resolve to other names when treated as such. This name would resolve to '{path}'"
            );
        }
    }

    private static bool IsKeyCharacter(Rune rune) =>
        rune.Value is '/' or '_' or '.' or '-' or ' ' or ':'
        || Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    /// <summary>A POSIX path without empty, <c>.</c> and inner <c>..</c> segments.</summary>
    private static string NormalPath(string path)
    {
        var slashes =
            path.StartsWith("//", StringComparison.Ordinal) && !path.StartsWith("///", StringComparison.Ordinal) ? "//"
            : path.StartsWith('/') ? "/"
            : "";
        var kept = new List<string>();
        foreach (var segment in path.Split('/'))
        {
            if (segment is "" or ".")
            {
                continue;
            }
            if (segment != ".." || (kept.Count == 0 && slashes.Length == 0) || (kept.Count > 0 && kept[^1] == ".."))
            {
                kept.Add(segment);
            }
            else if (kept.Count > 0)
            {
                kept.RemoveAt(kept.Count - 1);
            }
        }
        var result = slashes + string.Join('/', kept);
        return result.Length == 0 ? "." : result;
    }
}
