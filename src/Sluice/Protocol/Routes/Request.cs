using Sluice.Protocol.Messages;

namespace Sluice.Protocol.Routes;

/// <summary>What was read of an HTTP request before its endpoint runs.</summary>
/// <param name="Query">The query's parameters.</param>
/// <param name="Body">The body, where the endpoint takes JSON.</param>
/// <param name="ContentType">The body's content type; null where none was said.</param>
/// <param name="Parts">What the path's variable parts hold.</param>
internal sealed record Request(
    IReadOnlyDictionary<string, List<string>> Query,
    ReadOnlyMemory<byte> Body,
    string? ContentType,
    PathParts Parts
);
