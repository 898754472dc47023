using System.Text.Json;

namespace Sluice.Protocol.Messages;

/// <summary>How long a text of a request may be. It holds before the text is used, or even decoded.</summary>
/// <param name="Most">Most characters (UTF-16 units).</param>
/// <param name="TakesNul">Whether it may hold a NUL character, which no name does: who reads the text says what he thinks of it.</param>
internal sealed record TextLimit(int Most, bool TakesNul)
{
    /// <summary>Most bytes of JSON that one UTF-16 unit is written in.</summary>
    private const int LongestEscape = 6;

    /// <summary>What names something: ids, names, keys, page tokens.</summary>
    public static readonly TextLimit Name = new(4096, false);

    /// <summary>An element of an order.</summary>
    public static readonly TextLimit Order = new(4096, true);

    /// <summary>A filter: room for a list of as many ids as one may hold.</summary>
    public static readonly TextLimit Filter = new(512 * 1024, true);

    /// <summary>A path of artifacts, which has rules of its own.</summary>
    public static readonly TextLimit Path = new(64 * 1024, true);

    /// <summary>What is stored. The limits of what is kept of it are lower: longer values of params and tags are cut.</summary>
    public static readonly TextLimit Value = new(1024 * 1024, true);

    /// <summary>Reads a JSON string; null for one that is too long in any case.</summary>
    /// <exception cref="MlflowException">It isn't valid Unicode.</exception>
    public string? Read(ref Utf8JsonReader reader) => reader.ValueSpan.Length > Most * LongestEscape ? null : Scalar.Text(ref reader);

    /// <summary>Whether a text that <see cref="Read"/> gave is too long, or holds what a name doesn't.</summary>
    public bool Refuses(string? text) => text is null || text.Length > Most || (!TakesNul && text.Contains('\0', StringComparison.Ordinal));

    /// <summary>What is wrong with a text that is refused.</summary>
    /// <param name="text">The text.</param>
    /// <param name="path">Where its message stands in the request.</param>
    /// <param name="field">The field, or the element of a list.</param>
    public MlflowException Problem(string? text, FieldPath path, string field) =>
        text is null || text.Length > Most ? FieldProblems.TooLong($"{path}{field}", Most) : FieldProblems.HoldsNul($"{path}{field}");
}
