using Sluice.Configuration.Sources;

namespace Sluice.Configuration.Reports;

/// <summary>What reading the settings brings to light: all problems, the lines to print, and every value with its origin.</summary>
internal sealed class Findings
{
    /// <summary>All problems, in the order of the checks.</summary>
    public List<Problem> Problems { get; } = [];

    /// <summary>Lines to print at start, in order.</summary>
    public List<Notice> Notices { get; } = [];

    /// <summary>Every setting, fit to be shown.</summary>
    public List<ResolvedValue> Resolved { get; } = [];

    /// <summary>Adds a wrong use of the command line (exit status 2).</summary>
    public void Usage(string text, Origin? origin = null) => Problems.Add(new Problem(text, origin));

    /// <summary>Adds a failure at start (exit status 1).</summary>
    public void Failure(string text, Origin? origin = null) => Problems.Add(new Problem(text, origin, exit: 1));

    /// <summary>Adds a line for standard output.</summary>
    public void Say(string text) => Notices.Add(new Notice(NoticeStream.Out, text));

    /// <summary>Adds a line for standard error.</summary>
    public void Warn(string text) => Notices.Add(new Notice(NoticeStream.Error, HiddenPassword.InSentence(text)));
}

/// <summary>A line that the server prints when it starts (docs/compatibility.md, "Lines of the start").</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Text">The line, without its end.</param>
internal sealed record Notice(NoticeStream Stream, string Text);

/// <summary>The stream that a notice belongs on.</summary>
internal enum NoticeStream
{
    /// <summary>Standard output.</summary>
    Out,

    /// <summary>Standard error.</summary>
    Error,
}
