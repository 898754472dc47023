using System.Runtime.InteropServices;
using System.Text;

namespace Sluice.Storage.Sqlite;

/// <summary>
/// Short texts that come in row after row, so that a page of a thousand metrics doesn't make a thousand equal strings. A text takes
/// the place of another whose hash falls together with its own.
/// </summary>
internal sealed class NameCache
{
    /// <summary>Places; a power of two.</summary>
    private const int Places = 1024;

    /// <summary>Longest text (bytes) that is kept.</summary>
    private const int Longest = 64;

    private readonly (byte[] Bytes, string Text)[] places = new (byte[], string)[Places];

    /// <summary>The text of UTF-8 bytes.</summary>
    public string Text(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > Longest)
        {
            return Encoding.UTF8.GetString(utf8);
        }
        ref var place = ref places[Place(utf8)];
        if (place.Bytes is null || !utf8.SequenceEqual(place.Bytes))
        {
            place = (utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        }
        return place.Text;
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
}
