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
    /// <summary>Most bytes of a path.</summary>
    internal const int Longest = 4096;

    /// <summary>Most names in a path.</summary>
    internal const int MostSegments = 100;

    /// <summary>Most bytes of a name: what file systems of Linux take.</summary>
    internal const int LongestName = 255;

    /// <summary>How often a path may change when it is decoded.</summary>
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
    public ResourceType? Tier => TierOf(Segments);

    /// <summary>The tier of an entry of the folder that the path names.</summary>
    public ResourceType? TierOfEntry(string name) => TierOf([.. Segments, name]);

    /// <summary>Reads a path that was decoded once.</summary>
    /// <exception cref="MlflowException">It would leave its place, now or after further decoding, or is too long.</exception>
    public static ArtifactPath Parse(string text)
    {
        CheckLength(text);
        var stable = text;
        var decodings = 0;
        for (var next = Uri.UnescapeDataString(stable); next != stable; next = Uri.UnescapeDataString(stable))
        {
            if (++decodings > MostDecodings)
            {
                throw Invalid;
            }
            CheckOne(stable);
            stable = next;
        }
        CheckOne(stable);
        var isFolder = text.EndsWith('/');
        return new ArtifactPath(isFolder ? text[..^1] : text, isFolder);
    }

    private static ResourceType? TierOf(string[] segments) =>
        segments.Length < 2 ? null
        : segments[1] == "models" ? ResourceType.LoggedModel
        : segments[1] == "traces" ? ResourceType.Trace
        : IsRun(segments) ? ResourceType.Run
        : null;

    private static bool IsRun(string[] segments) =>
        (segments.Length > 2 && segments[2] == "artifacts") || (segments[1].Length == 32 && segments[1].All(char.IsAsciiHexDigit));

    private static void CheckLength(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) > Longest)
        {
            throw MlflowException.Invalid($"Invalid path: it is longer than {Longest} bytes.");
        }
        var segments = text.Split('/');
        if (segments.Length > MostSegments)
        {
            throw MlflowException.Invalid($"Invalid path: it has more than {MostSegments} names.");
        }
        if (segments.Any(name => Encoding.UTF8.GetByteCount(name) > LongestName))
        {
            throw MlflowException.Invalid($"Invalid path: a name in it is longer than {LongestName} bytes.");
        }
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
