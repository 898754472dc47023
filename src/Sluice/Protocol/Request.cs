namespace Sluice.Protocol;

/// <summary>What was read of an HTTP request before its endpoint runs.</summary>
/// <param name="Query">The query's parameters.</param>
/// <param name="Body">The body, where the endpoint takes JSON.</param>
/// <param name="ContentType">The body's content type; null where none was said.</param>
/// <param name="PathValue">The value of the path's variable part, decoded.</param>
internal sealed record Request(
    IReadOnlyDictionary<string, List<string>> Query,
    ReadOnlyMemory<byte> Body,
    string? ContentType,
    string PathValue
);
