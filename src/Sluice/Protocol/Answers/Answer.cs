using System.Buffers;

namespace Sluice.Protocol.Answers;

/// <summary>What a handler gives back: status, type and body.</summary>
internal abstract class Answer
{
    /// <summary>The HTTP status.</summary>
    public virtual int Status => 200;

    /// <summary>The content type, or null for an answer without one.</summary>
    public abstract string? ContentType { get; }

    /// <summary>Further headers.</summary>
    public virtual IReadOnlyList<(string Name, string Value)> Headers => [];
}

/// <summary>An answer whose body is made in memory.</summary>
internal abstract class BufferedAnswer : Answer
{
    /// <summary>Writes the body.</summary>
    public abstract void WriteBody(IBufferWriter<byte> body);
}

/// <summary>An answer without body and type.</summary>
internal sealed class EmptyAnswer(int status = 200, string? contentType = null) : BufferedAnswer
{
    public override int Status => status;

    public override string? ContentType => contentType;

    public override void WriteBody(IBufferWriter<byte> body) { }
}

/// <summary>An answer whose body was written before it is sent, which disposes of it.</summary>
internal sealed class WrittenAnswer(AnswerBuffer body, string contentType) : Answer
{
    public override string ContentType => contentType;

    /// <summary>The body.</summary>
    public AnswerBuffer Body => body;
}
