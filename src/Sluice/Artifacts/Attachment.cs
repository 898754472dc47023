using System.Buffers;
using System.Text;

namespace Sluice.Artifacts;

/// <summary>The header that makes a browser save a file instead of showing it (RFC 6266).</summary>
internal static class Attachment
{
    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    );

    /// <summary>The header's value; a name that isn't ASCII goes into the extended parameter, with a fallback in front.</summary>
    public static string Header(string name)
    {
        if (Ascii.IsValid(name))
        {
            return $"attachment; filename={Quoted(name)}";
        }
        var plain = string.Concat(name.Normalize(NormalizationForm.FormKD).Where(char.IsAscii));
        var hasLetters = plain.AsSpan().ContainsAny(TokenCharacters);
        return $"attachment; filename={Quoted(hasLetters ? plain : "download")}; filename*=UTF-8''{Uri.EscapeDataString(name)}";
    }

    private static string Quoted(string name) =>
        name.AsSpan().IndexOfAnyExcept(TokenCharacters) < 0
            ? name
            : $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
