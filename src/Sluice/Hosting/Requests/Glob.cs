using System.Text.RegularExpressions;

namespace Sluice.Hosting.Requests;

/// <summary>Patterns with <c>*</c>, <c>?</c> and <c>[..]</c>, as lists of hosts and origins use them.</summary>
internal static class Glob
{
    /// <summary>The regular expression that matches what the pattern matches, whole and without regard to case.</summary>
    public static Regex ToRegex(string pattern)
    {
        var text = Regex
            .Escape(pattern)
            .Replace(@"\*", ".*", StringComparison.Ordinal)
            .Replace(@"\?", ".", StringComparison.Ordinal)
            .Replace(@"\[", "[", StringComparison.Ordinal);
        try
        {
            return Compile(text);
        }
        catch (ArgumentException)
        {
            // A bracket that opens no set stands for itself.
            return Compile(Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal));
        }
    }

    private static Regex Compile(string text) =>
        new($"^{text}$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.Singleline);
}
