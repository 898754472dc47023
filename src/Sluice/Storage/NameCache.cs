using System.Runtime.InteropServices;
using System.Text;

namespace Sluice.Storage;

/// <summary>
/// Short texts that come in row after row, so that a page of a thousand metrics doesn't make a thousand equal strings. A text takes
/// the place of another whose hash falls together with its own. Safe for many readers at once.
/// </summary>
internal sealed class NameCache
{
    /// <summary>Places; a power of two.</summary>
    internal const int Places = 1024;

    /// <summary>Longest text (bytes) that is kept.</summary>
    internal const int Longest = 64;

    private readonly Kept?[] places = new Kept?[Places];

    /// <summary>The text of UTF-8 bytes.</summary>
    public string Text(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > Longest)
        {
            return Encoding.UTF8.GetString(utf8);
        }
        ref var place = ref places[Place(utf8)];
        var kept = place;
        if (kept is null || !utf8.SequenceEqual(kept.Bytes))
        {
            place = kept = new Kept(utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        }
        return kept.Text;
    }

    // The ends alone: ids differ anywhere, and names of one run in what they are numbered by.
    private static int Place(ReadOnlySpan<byte> utf8)
    {
        const int Word = sizeof(ulong);
        ulong mixed;
        if (utf8.Length >= Word)
        {
            mixed = MemoryMarshal.Read<ulong>(utf8) * 31 + MemoryMarshal.Read<ulong>(utf8[^Word..]);
        }
        else
        {
            mixed = 0;
            foreach (var one in utf8)
            {
                mixed = (mixed << 8) | one;
            }
        }
        mixed = (mixed + (ulong)utf8.Length) * 0x9E3779B97F4A7C15;
        return (int)(mixed >> 32) & (Places - 1);
    }

    private sealed record Kept(byte[] Bytes, string Text);
}
