namespace Sluice.Configuration;

/// <summary>A line that the server prints when it starts (contract, drop-in.md 1.2 and 1.5).</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Text">The line, without its end.</param>
internal sealed record Notice(NoticeStream Stream, string Text);
