namespace Sluice.Artifacts.Stores;

/// <summary>Where artifacts lie, as URIs, and how locations are put together. Source: docs/protocol.md, "Artifact locations".</summary>
internal static class ArtifactUri
{
    /// <summary>A location below another: the path grows, query and fragment stay behind.</summary>
    public static string Append(string location, string relative)
    {
        var tail = location.AsSpan().IndexOfAny('?', '#');
        var path = tail < 0 ? location : location[..tail];
        return path.TrimEnd('/') is { Length: > 0 } trimmed && !trimmed.EndsWith(':')
            ? $"{trimmed}/{relative}{location[path.Length..]}"
            : $"{path.TrimEnd('/')}/{relative}{location[path.Length..]}";
    }

    /// <summary>The scheme in lower case; empty for a path without one.</summary>
    public static string Scheme(string location)
    {
        var colon = location.IndexOf(':', StringComparison.Ordinal);
        return colon > 1 && location[..colon].All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.')
            ? location[..colon].ToLowerInvariant()
            : "";
    }

    /// <summary>Whether a location is a path on the server's own disk.</summary>
    public static bool IsLocal(string location) => Scheme(location) is "" or "file";
}
