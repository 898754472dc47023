using Sluice.Configuration.Sources;

namespace Sluice.Configuration.Reports;

/// <summary>Why a command can't start: what was wrong, what was expected, what to write instead. Never holds a password.</summary>
internal sealed record Problem
{
    /// <summary>States a problem.</summary>
    /// <param name="text">The text behind <c>Error: </c>.</param>
    /// <param name="origin">Where the wrong value was written.</param>
    /// <param name="exit">The exit status: 2 for wrong use of the command line, 1 for all else.</param>
    public Problem(string text, Origin? origin = null, int exit = 2)
    {
        Text = HiddenPassword.InSentence(text);
        Origin = origin ?? Origin.Default;
        Exit = exit;
    }

    /// <summary>The text behind <c>Error: </c>.</summary>
    public string Text { get; }

    /// <summary>Where the wrong value was written.</summary>
    public Origin Origin { get; }

    /// <summary>The exit status: 2 for wrong use of the command line, 1 for all else.</summary>
    public int Exit { get; }

    /// <summary>Whether the usage lines stand before it; Click leaves them out for an option without its value.</summary>
    public bool Framed { get; init; } = true;

    /// <summary>The line as printed. The origin is added where the text, which names the flag, doesn't tell it.</summary>
    public override string ToString() =>
        Origin.Kind is OriginKind.Default or OriginKind.Flag ? $"Error: {Text}" : $"Error: {Text} (from {Origin})";
}
