using System.Globalization;
using System.Text;
using Sluice.Access.Grants;
using Sluice.Protocol;

namespace Sluice.Artifacts;

/// <summary>
/// A path below the artifact proxy's root, checked. Rule, listing, download, upload and deletion all use this one. Source:
/// docs/protocol.md, "Paths of artifacts".
/// </summary>
internal sealed class ArtifactPath
{
    /// <summary>Longest path (bytes of UTF-8): what Linux takes.</summary>
    internal const int Longest = 4096;

    /// <summary>Most segments of a path.</summary>
    internal const int MostSegments = 256;

    /// <summary>How often a path may change by further decoding.</summary>
    internal const int MostDecodings = 8;

    private ArtifactPath(string text, bool isFolder)
    {
        Text = text;
        Segments = text.Length == 0 ? [] : text.Split('/');
        NamesFolder = isFolder;
    }

    /// <summary>The path without a slash at either end; empty for the root.</summary>
    public string Text { get; }

    /// <summary>Its segments.</summary>
    public string[] Segments { get; }

    /// <summary>Whether it was given with a slash at its end.</summary>
    public bool NamesFolder { get; }

    /// <summary>The path as it was given.</summary>
    public string AsGiven => NamesFolder ? Text + "/" : Text;

    /// <summary>The experiment that the path lies in, when it names one by its canonical id.</summary>
    public long? ExperimentId =>
        Segments.Length > 0
        && long.TryParse(Segments[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && id.ToString(CultureInfo.InvariantCulture) == Segments[0]
            ? id
            : null;

    /// <summary>The tier that the path's second segment names: models, traces, or a run; null for the experiment itself.</summary>
    public ResourceType? Tier =>
        Segments.Length < 2 ? null
        : Segments[1] == "models" ? ResourceType.LoggedModel
        : Segments[1] == "traces" ? ResourceType.Trace
        : IsRun ? ResourceType.Run
        : null;

    private bool IsRun =>
        (Segments.Length > 2 && Segments[2] == "artifacts") || (Segments[1].Length == 32 && Segments[1].All(char.IsAsciiHexDigit));

    /// <summary>Reads a path that was decoded once.</summary>
    /// <exception cref="MlflowException">It would leave its place, now or after further decoding, or is beyond a bound.</exception>
    public static ArtifactPath Parse(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) > Longest || text.AsSpan().Count('/') >= MostSegments)
        {
            throw Invalid;
        }
        var decodings = 0;
        for (var stable = text; ; decodings++)
        {
            CheckOne(stable);
            var next = Uri.UnescapeDataString(stable);
            if (next == stable)
            {
                break;
            }
            stable = decodings < MostDecodings ? next : throw Invalid;
        }
        var isFolder = text.EndsWith('/');
        return new ArtifactPath(isFolder ? text[..^1] : text, isFolder);
    }

    private static void CheckOne(string text)
    {
        var isDrive = text.Length > 1 && text[1] == ':' && char.IsAsciiLetter(text[0]);
        var isUri = text.StartsWith("file:", StringComparison.OrdinalIgnoreCase);
        if (isDrive || isUri || text.AsSpan().IndexOfAny('\\', '#') >= 0 || text.Any(char.IsControl))
        {
            throw Invalid;
        }
        var segments = text.Split('/');
        for (var i = 0; i < segments.Length; i++)
        {
            var isLast = i == segments.Length - 1;
            if (segments[i] is "." or ".." || (segments[i].Length == 0 && !(isLast && (i > 0 || text.Length == 0))))
            {
                throw Invalid;
            }
        }
        if (text == "/")
        {
            throw Invalid;
        }
    }

    private static MlflowException Invalid => MlflowException.Invalid("Invalid path");
}
