namespace Sluice.Protocol.Answers;

/// <summary>MLflow's error body. A message that is long is cut here, whatever value it repeats.</summary>
internal sealed class ErrorAnswer(ErrorCode code, string message) : MessageAnswer
{
    /// <summary>Longest message (characters) that is told.</summary>
    internal const int LongestMessage = 4096;

    /// <summary>The kind of error.</summary>
    public ErrorCode Code => code;

    public override int Status => code.Status;

    protected override JsonLayout Layout => JsonLayout.Compact;

    public override void Write(MessageWriter writer)
    {
        writer.Text("error_code"u8, code.Name);
        writer.Text("message"u8, Excerpt.Of(message, LongestMessage));
        writer.Text("sqlstate"u8, code.SqlState);
        writer.Text("error_class"u8, code.ErrorClass);
    }
}
