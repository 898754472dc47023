namespace Sluice.Configuration;

/// <summary>Texts in messages as Python's <c>repr</c> writes them, since the contract's messages are made so.</summary>
internal static class PythonText
{
    /// <summary>The text in quotes, with line ends and backslashes escaped.</summary>
    public static string Repr(string text)
    {
        var quote = text.Contains('\'') && !text.Contains('"') ? '"' : '\'';
        var escaped = text.Replace("\\", "\\\\").Replace("\n", "\\n").Replace("\r", "\\r").Replace("\t", "\\t");
        return quote + (quote == '\'' ? escaped.Replace("'", "\\'") : escaped) + quote;
    }
}
