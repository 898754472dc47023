namespace Sluice.Python;

/// <summary>
/// Base64 as Python's <c>base64.b64decode</c> reads it: characters outside the alphabet are skipped, and what follows the padding is
/// ignored. Source: docs/search.md, "Pages and views".
/// </summary>
internal static class LenientBase64
{
    /// <summary>The bytes of a text, or null when its padding is wrong or it isn't ASCII.</summary>
    public static byte[]? Decode(string text)
    {
        var bytes = new List<byte>(text.Length * 3 / 4);
        var position = 0;
        var padding = 0;
        var left = 0;
        foreach (var c in text)
        {
            if (!char.IsAscii(c))
            {
                return null;
            }
            if (c == '=')
            {
                if (position >= 2 && position + ++padding >= 4)
                {
                    return [.. bytes];
                }
                continue;
            }
            if (Value(c) is not { } value)
            {
                continue;
            }
            padding = 0;
            if (position > 0)
            {
                bytes.Add((byte)((left << (2 * position)) | (value >> (6 - (2 * position)))));
            }
            left = value & ((1 << (6 - (2 * position))) - 1);
            position = (position + 1) % 4;
        }
        return position == 0 ? [.. bytes] : null;
    }

    private static int? Value(char c) =>
        c switch
        {
            >= 'A' and <= 'Z' => c - 'A',
            >= 'a' and <= 'z' => c - 'a' + 26,
            >= '0' and <= '9' => c - '0' + 52,
            '+' => 62,
            '/' => 63,
            _ => null,
        };
}
