using Sluice.Protocol;

namespace Sluice.Artifacts.Stores;

/// <summary>
/// Artifacts in a folder of the server's disk. A file appears under its name only when it is whole and on disk. No link in the folder is
/// followed, and only regular files and folders are served.
/// </summary>
/// <param name="root">The folder, absolute; it is made at the first upload. It may be a link itself.</param>
internal sealed class LocalStore(string root)
{
    /// <summary>What of a file is in memory at one time (bytes).</summary>
    internal const int Piece = 128 * 1024;

    /// <summary>How often an upload makes its folder when others remove it.</summary>
    internal const int Attempts = 100;

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

    /// <summary>Removes what uploads left that were cut off with their process. What a process is writing stays.</summary>
    /// <exception cref="StorageUnavailableException">It can't be read or removed.</exception>
    public void RemoveLeftovers()
    {
        using var uploads = Descend(Folder.At(root), [Uploads], Find);
        foreach (var (name, state) in uploads?.Entries() ?? [])
        {
            if (state.Kind == EntryKind.File)
            {
                uploads!.RemoveUnlocked(name);
            }
        }
    }

    /// <summary>The files and folders in a folder by name; none for one that doesn't exist.</summary>
    /// <exception cref="MlflowException">The path is reserved, or leads over a link or what is neither file nor folder.</exception>
    /// <exception cref="StorageUnavailableException">The folder can't be read.</exception>
    public IReadOnlyList<ArtifactEntry> List(string[] segments)
    {
        RefuseReserved(segments);
        using var folder = Descend(Folder.At(root), segments, Find);
        return
        [
            .. (folder?.Entries() ?? [])
                .Where(entry => entry.State.Kind != EntryKind.Other && (segments.Length > 0 || entry.Name != Uploads))
                .Select(entry =>
                    entry.State is { Kind: EntryKind.File, Size: > 0 and var size }
                        ? new ArtifactEntry(entry.Name, false, size)
                        : new ArtifactEntry(entry.Name, entry.State.Kind == EntryKind.Folder, null)
                )
                .OrderBy(entry => entry.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>Whether there is a folder.</summary>
    /// <inheritdoc cref="List" path="/exception"/>
    public bool IsFolder(string[] segments)
    {
        RefuseReserved(segments);
        using var folder = Descend(Folder.At(root), segments, Find);
        return folder is not null;
    }

    /// <summary>A file for reading, or null when there is none.</summary>
    /// <inheritdoc cref="List" path="/exception"/>
    public StoredFile? Open(string[] segments)
    {
        RefuseReserved(segments);
        using var folder = Descend(Folder.At(root), segments.AsSpan(..^1), Find);
        return folder?.Open(segments[^1]);
    }

    /// <summary>Stores a file; one that is there is replaced as a whole.</summary>
    /// <exception cref="MlflowException">
    /// The path is reserved, leads over a link, a file or what is neither file nor folder, or is that of a folder.
    /// </exception>
    /// <exception cref="StorageUnavailableException">The disk took not all of it; nothing remains of it.</exception>
    public async ValueTask StoreAsync(string[] segments, Stream content, CancellationToken cancelled)
    {
        RefuseReserved(segments);
        RefuseTaken(segments);
        using var uploads = Descend(Home(), [Uploads], FindOrMake) ?? throw Unstored(null);
        var temporary = Guid.NewGuid().ToString("N");
        await using var file = uploads.Create(temporary);
        try
        {
            await WriteAsync(content, file, cancelled);
            Publish(uploads, temporary, segments);
        }
        catch
        {
            uploads.Remove(temporary);
            throw;
        }
    }

    /// <summary>
    /// Deletes a file, a link, what is neither file nor folder, or a folder with everything in it; nothing happens when there is none.
    /// </summary>
    /// <inheritdoc cref="List" path="/exception"/>
    public void Delete(string[] segments)
    {
        RefuseReserved(segments);
        using var folder = Descend(Folder.At(root), segments.AsSpan(..^1), Find);
        folder?.Remove(segments[^1]);
    }

    private static async ValueTask WriteAsync(Stream content, FileStream file, CancellationToken cancelled)
    {
        try
        {
            await content.CopyToAsync(file, Piece, cancelled);
            file.Flush(flushToDisk: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Unstored(fault);
        }
    }

    /// <summary>Gives a whole file its name. A folder that others remove in between is made again.</summary>
    private void Publish(Folder uploads, string temporary, string[] segments)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            using var folder = Descend(Home(), segments.AsSpan(..^1), FindOrMake);
            if (folder is not null && uploads.TryMove(temporary, folder, segments[^1]))
            {
                return;
            }
        }
        throw Unstored(null);
    }

    /// <summary>Tells before the body is read what could be told after it.</summary>
    private void RefuseTaken(string[] segments)
    {
        using var folder = Descend(Folder.At(root), segments.AsSpan(..^1), FindAbove);
        switch (folder?.State(segments[^1])?.Kind)
        {
            case EntryKind.Folder:
                throw MlflowException.Invalid($"Artifact path refers to a directory, not a file: '{string.Join('/', segments)}'");
            case EntryKind.Other:
                throw Folder.NotServed;
        }
    }

    /// <summary>The root, made where there is none.</summary>
    private Folder? Home()
    {
        try
        {
            Directory.CreateDirectory(root);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Unstored(fault);
        }
        return Folder.At(root);
    }

    /// <summary>Goes down from a folder, which it closes, name by name; null where a step finds none.</summary>
    private static Folder? Descend(Folder? from, ReadOnlySpan<string> names, Func<Folder, string, Folder?> step)
    {
        var folder = from;
        foreach (var name in names)
        {
            using var above = folder;
            folder = above is null ? null : step(above, name);
        }
        return folder;
    }

    private static Folder? Find(Folder above, string name) => above.Find(name);

    /// <summary>A folder on the way to a file: a file of its name is refused, since no retry helps.</summary>
    private static Folder? FindAbove(Folder above, string name) =>
        above.Find(name)
        ?? (
            above.State(name)?.Kind == EntryKind.File
                ? throw MlflowException.Invalid($"Invalid path: '{name}' in it is a file, and nothing can lie below that.")
                : null
        );

    private static Folder? FindOrMake(Folder above, string name) => above.FindOrMake(name) ?? FindAbove(above, name);

    private static void RefuseReserved(string[] segments)
    {
        if (segments is [Uploads, ..])
        {
            throw MlflowException.Invalid("Invalid path");
        }
    }

    private static StorageUnavailableException Unstored(Exception? fault) =>
        new("The artifacts' storage took not the whole file: nothing was stored. It may be full.", fault);
}

/// <summary>An entry of a folder.</summary>
/// <param name="Name">The entry's own name.</param>
/// <param name="IsFolder">Whether it is a folder.</param>
/// <param name="Size">Size in bytes; null for a folder, and for an empty file, as clients expect it.</param>
internal sealed record ArtifactEntry(string Name, bool IsFolder, long? Size);
