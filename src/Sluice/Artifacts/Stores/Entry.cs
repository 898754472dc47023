namespace Sluice.Artifacts.Stores;

/// <summary>What an entry of a folder is.</summary>
internal enum EntryKind
{
    /// <summary>A regular file.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A link, pipe, socket or device: neither read nor written.</summary>
    Other,
}

/// <summary>An entry of a folder as it was at one moment.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Size">Size in bytes.</param>
/// <param name="Modified">When its content changed last.</param>
/// <param name="Number">Tells it from every other file that is there at the same time.</param>
/// <param name="IsRemoved">Whether no folder names it any more.</param>
internal readonly record struct EntryState(EntryKind Kind, long Size, DateTimeOffset Modified, ulong Number, bool IsRemoved)
{
    private const int KindBits = 0xF000;
    private const int FileBits = 0x8000;
    private const int FolderBits = 0x4000;
    private const int NanosecondsPerTick = 100;

    private static readonly long Earliest = DateTimeOffset.MinValue.ToUnixTimeSeconds();
    private static readonly long Latest = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>Another for a file that was replaced, also within one tick of the file system's clock, or changed.</summary>
    public string Tag => $"{Number:x}-{Modified.Ticks:x}-{Size:x}";

    /// <summary>Reads what Linux tells. Source: Linux, statx(2).</summary>
    public static EntryState Of(in FileStatus status)
    {
        var kind = (status.Mode & KindBits) switch
        {
            FileBits => EntryKind.File,
            FolderBits => EntryKind.Folder,
            _ => EntryKind.Other,
        };
        var modified = DateTimeOffset
            .FromUnixTimeSeconds(Math.Clamp(status.ModifiedSeconds, Earliest, Latest))
            .AddTicks(status.ModifiedNanoseconds / NanosecondsPerTick);
        return new EntryState(kind, (long)status.Size, modified, status.Number, status.Links == 0);
    }
}

/// <summary>A file that was opened for reading.</summary>
/// <param name="Content">Its bytes; who opened it closes them.</param>
/// <param name="State">What it was when it was opened.</param>
internal sealed record StoredFile(FileStream Content, EntryState State);

/// <summary>
/// The storage of artifacts can't be read, or takes no files: rights, a fault of the disk, no room. The caller may try again.
/// </summary>
/// <param name="reason">A general sentence for the caller: no path or words of the system.</param>
/// <param name="inner">What the system said, for the log.</param>
internal sealed class StorageUnavailableException(string reason, Exception? inner) : Exception(reason, inner);
