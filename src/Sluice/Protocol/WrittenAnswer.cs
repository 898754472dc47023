namespace Sluice.Protocol;

/// <summary>An answer whose body was written before it is sent, which disposes of it.</summary>
internal sealed class WrittenAnswer(AnswerBuffer body, string contentType) : Answer
{
    public override string ContentType => contentType;

    /// <summary>The body.</summary>
    public AnswerBuffer Body => body;
}
