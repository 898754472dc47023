namespace Sluice.Protocol.Answers;

/// <summary>Bytes from a stream, sent as they come; the stream is closed afterwards.</summary>
internal sealed class StreamAnswer(Stream content, string contentType, long? length, params (string Name, string Value)[] headers) : Answer
{
    public override int Status => 200;

    public override string ContentType => contentType;

    /// <summary>The bytes.</summary>
    public Stream Content => content;

    /// <summary>How many there are, where that is known.</summary>
    public long? Length => length;

    public override IReadOnlyList<(string Name, string Value)> Headers => headers;

    /// <summary>The part of the bytes to send (both ends inclusive) when the caller asked for one.</summary>
    public (long From, long To)? Range { get; init; }
}
