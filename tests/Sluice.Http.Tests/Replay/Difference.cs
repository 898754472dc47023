namespace Sluice.Http.Tests.Replay;

/// <summary>One place where an answer is not the recorded one.</summary>
/// <param name="Where">The path in the answer, or <c>status</c>, <c>body</c>, <c>header NAME</c>.</param>
/// <param name="Expected">What was recorded.</param>
/// <param name="Received">What came.</param>
public sealed record Difference(string Where, string Expected, string Received)
{
    /// <summary>One line, shortened.</summary>
    public override string ToString() => $"{Where}: expected {Short(Expected)}, received {Short(Received)}";

    private static string Short(string text) => text.Length <= 200 ? text : text[..200] + "…";
}
