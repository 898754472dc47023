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
        var hash = 2166136261u;
        foreach (var one in utf8)
        {
            hash = (hash ^ one) * 16777619u;
        }
        ref var place = ref places[(hash ^ (hash >> 15)) & (Places - 1)];
        if (place.Bytes is null || !utf8.SequenceEqual(place.Bytes))
        {
            place = (utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        }
        return place.Text;
    }
}
