namespace Sluice.Artifacts;

/// <summary>
/// The content type stated for a file, from a fixed list by extension. Source: docs/protocol.md, "Content types of artifacts".
/// </summary>
internal static class FileTypes
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        [".txt"] = "text/plain",
        [".log"] = "text/plain",
        [".err"] = "text/plain",
        [".cfg"] = "text/plain",
        [".conf"] = "text/plain",
        [".cnf"] = "text/plain",
        [".cf"] = "text/plain",
        [".ini"] = "text/plain",
        [".properties"] = "text/plain",
        [".prop"] = "text/plain",
        [".hparams"] = "text/plain",
        [".md"] = "text/plain",
        [".rst"] = "text/plain",
        [".markdown"] = "text/plain",
        [".yaml"] = "text/plain",
        [".yml"] = "text/plain",
        [".xml"] = "text/plain",
        [".json"] = "text/plain",
        [".jsonnet"] = "text/plain",
        [".js"] = "text/plain",
        [".py"] = "text/plain",
        [".py3"] = "text/plain",
        [".r"] = "text/plain",
        [".sh"] = "text/plain",
        [".csv"] = "text/plain",
        [".ipynb"] = "text/plain",
        [".tsv"] = "text/plain",
        [".html"] = "text/html",
        [".htm"] = "text/html",
        [".css"] = "text/css",
        [".png"] = "image/png",
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".gif"] = "image/gif",
        [".svg"] = "image/svg+xml",
        [".bmp"] = "image/bmp",
        [".webp"] = "image/webp",
        [".pdf"] = "application/pdf",
        [".zip"] = "application/zip",
        [".tar"] = "application/x-tar",
        [".mp4"] = "video/mp4",
        [".wav"] = "audio/x-wav",
        [".mp3"] = "audio/mpeg",
        [".geojson"] = "application/geo+json",
    };

    /// <summary>The type of a file of this name.</summary>
    public static string Of(string name) =>
        name is "MLmodel" or "MLproject" or "mlproject" ? "text/plain"
        : name.EndsWith(".tar.gz", StringComparison.OrdinalIgnoreCase) ? "application/x-tar"
        : Types.GetValueOrDefault(Path.GetExtension(name), "application/octet-stream");
}
