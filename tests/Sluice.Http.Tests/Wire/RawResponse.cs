using System.Text;

namespace Sluice.Http.Tests.Wire;

/// <summary>An answer as it came.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Headers">By name without regard to case; of a repeated header the last value.</param>
/// <param name="Body">The body without its framing.</param>
public sealed record RawResponse(int Status, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>The body as UTF-8 text; what is none becomes the replacement character.</summary>
    public string Text => Encoding.UTF8.GetString(Body.Span);
}
