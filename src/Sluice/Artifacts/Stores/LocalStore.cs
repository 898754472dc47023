namespace Sluice.Artifacts.Stores;

/// <summary>
/// Artifacts in a folder of the server's disk. A file appears under its name only when it is whole and on disk; no link leads out of
/// the folder.
/// </summary>
/// <param name="root">The folder, absolute; it is made at the first upload.</param>
internal sealed class LocalStore(string root)
{
    /// <summary>What of a file is in memory at one time (bytes).</summary>
    internal const int Piece = 128 * 1024;

    /// <summary>Folder of uploads that are under way, inside the root so that a rename suffices.</summary>
    private const string Uploads = ".sluice-uploads";

    /// <summary>The store at a place.</summary>
    /// <param name="destination">A path, or a <c>file:</c> URI.</param>
    public static LocalStore At(string destination) =>
        new(
            destination.StartsWith("file:", StringComparison.OrdinalIgnoreCase)
                ? new Uri(destination).LocalPath
                : Path.GetFullPath(destination)
        );

    /// <summary>The entries of a folder by name; none for one that doesn't exist.</summary>
    public IReadOnlyList<ArtifactEntry> List(IReadOnlyList<string> segments)
    {
        var folder = new DirectoryInfo(Resolve(segments));
        if (!folder.Exists)
        {
            return [];
        }
        return
        [
            .. folder
                .EnumerateFileSystemInfos()
                .Where(entry => entry.Name != Uploads)
                .Select(entry =>
                    entry is FileInfo file
                        ? new ArtifactEntry(entry.Name, false, file.Length == 0 ? null : file.Length)
                        : new ArtifactEntry(entry.Name, true, null)
                )
                .OrderBy(entry => entry.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>Whether there is a folder.</summary>
    public bool IsFolder(IReadOnlyList<string> segments) => Directory.Exists(Resolve(segments));

    /// <summary>A file for reading, or null when there is none.</summary>
    public FileStream? Open(IReadOnlyList<string> segments)
    {
        var path = Resolve(segments);
        return File.Exists(path)
            ? new FileStream(
                path,
                new FileStreamOptions { Share = FileShare.ReadWrite | FileShare.Delete, Options = FileOptions.Asynchronous }
            )
            : null;
    }

    /// <summary>Stores a file; one that is there is replaced as a whole.</summary>
    /// <exception cref="IOException">The disk took not all of it, or the place is a folder; nothing remains of it.</exception>
    public async ValueTask StoreAsync(IReadOnlyList<string> segments, Stream content, CancellationToken cancelled)
    {
        var path = Resolve(segments);
        var uploads = Path.Combine(root, Uploads);
        Directory.CreateDirectory(uploads);
        var temporary = Path.Combine(uploads, Guid.NewGuid().ToString("N"));
        try
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Options = FileOptions.Asynchronous,
                BufferSize = 0,
            };
            await using (var file = new FileStream(temporary, options))
            {
                await content.CopyToAsync(file, Piece, cancelled);
                file.Flush(flushToDisk: true);
            }
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Deletes a file or a folder with everything in it; nothing happens when there is none.</summary>
    public void Delete(IReadOnlyList<string> segments)
    {
        var path = Resolve(segments);
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
        else if (File.Exists(path))
        {
            File.Delete(path);
        }
    }

    /// <summary>The path of a place, every link on the way followed.</summary>
    /// <exception cref="OutsideRootException">A link leads out of the root, or the place is reserved.</exception>
    private string Resolve(IReadOnlyList<string> segments)
    {
        if (segments.Count > 0 && segments[0] == Uploads)
        {
            throw new OutsideRootException();
        }
        var home = Real(root);
        var path = home;
        foreach (var segment in segments)
        {
            path = Real(Path.Combine(path, segment));
            if (path != home && !path.StartsWith(home + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                throw new OutsideRootException();
            }
        }
        return path;
    }

    private static string Real(string path)
    {
        var info = new FileInfo(path);
        return info.LinkTarget is null ? path : info.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
    }
}

/// <summary>A place lies outside the folder of the artifacts.</summary>
internal sealed class OutsideRootException() : Exception("the place lies outside the artifacts' folder");

/// <summary>An entry of a folder.</summary>
/// <param name="Name">The entry's own name.</param>
/// <param name="IsFolder">Whether it is a folder.</param>
/// <param name="Size">Size in bytes; null for a folder, and for an empty file, as clients expect it.</param>
internal sealed record ArtifactEntry(string Name, bool IsFolder, long? Size);
