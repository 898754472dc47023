namespace Sluice.Http.Tests.Wire;

/// <summary>A request exactly as it goes over the wire: nothing is normalized, escaped or added besides what framing needs.</summary>
/// <param name="Method">Any method, also unknown ones.</param>
/// <param name="Target">Path and query as sent.</param>
public sealed record RawRequest(string Method, string Target)
{
    /// <summary>Headers in order; a name may come more than once. A Host header replaces the client's own.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The body; null sends none.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }
}
