using System.Buffers;
using System.Globalization;
using Sluice.Protocol.Answers;

namespace Sluice.Artifacts;

/// <summary>The part of a file that a <c>Range</c> header asks for (RFC 9110 section 14), or the answer that refuses it.</summary>
/// <param name="Part">First and last byte, inclusive; null for the whole file.</param>
/// <param name="Answer">The refusal, or null.</param>
internal readonly record struct ByteRange((long From, long To)? Part, Answer? Answer)
{
    /// <summary>
    /// Reads the header. Several ranges at once are answered with the whole file, and so is a file that is another than the caller thinks.
    /// </summary>
    /// <param name="header">The header, or null.</param>
    /// <param name="condition">The <c>If-Range</c> header, or null: the file's tag or date as the caller knows them.</param>
    /// <param name="tag">The <c>ETag</c> header of the answer.</param>
    /// <param name="modified">The <c>Last-Modified</c> header of the answer.</param>
    /// <param name="length">The file's length in bytes.</param>
    public static ByteRange Parse(string? header, string? condition, string tag, string modified, long length)
    {
        if (header is null || (condition is not null && condition != tag && condition != modified))
        {
            return default;
        }
        if (!header.StartsWith("bytes=", StringComparison.Ordinal))
        {
            return Malformed("Range header: only the unit bytes is known");
        }
        var spec = header["bytes=".Length..].Trim();
        if (spec.Contains(',', StringComparison.Ordinal))
        {
            return default;
        }
        var dash = spec.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0)
        {
            return Malformed("Range header: range must be requested");
        }
        return (Number(spec[..dash]), Number(spec[(dash + 1)..])) switch
        {
            (null, null) => Malformed("Range header: range must be requested"),
            (null, 0) => Unsatisfiable(length),
            (null, { } suffix) => length == 0 ? Unsatisfiable(length) : new ByteRange((Math.Max(0, length - suffix), length - 1), null),
            ({ } from, { } to) when from > to => Malformed("Range header: start must be less than end"),
            ({ } from, _) when from >= length => Unsatisfiable(length),
            ({ } from, null) => new ByteRange((from, length - 1), null),
            ({ } from, { } to) => new ByteRange((from, Math.Min(to, length - 1)), null),
        };
    }

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static ByteRange Malformed(string text) => new(null, new TextAnswer(400, TextAnswer.Plain, text));

    private static ByteRange Unsatisfiable(long length) => new(null, new UnsatisfiableRange(length));
}

/// <summary>416: the part lies beyond the file.</summary>
internal sealed class UnsatisfiableRange(long length) : BufferedAnswer
{
    public override int Status => 416;

    public override string ContentType => TextAnswer.Plain;

    public override IReadOnlyList<(string Name, string Value)> Headers => [("Content-Range", $"bytes */{length}")];

    public override void WriteBody(IBufferWriter<byte> body) { }
}
