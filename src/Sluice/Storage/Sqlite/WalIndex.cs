using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace Sluice.Storage.Sqlite;

/// <summary>
/// The header of a write-ahead log's index, which all connections and processes on a database share in memory. Every commit of any of
/// them changes it, so that two equal readings mean that nothing was committed between them. Source: sqlite.org/walformat.html, section 2.
/// It must be disposed after the last connection to the database: closing a file drops every lock that the process holds on it,
/// SQLite's too (POSIX advisory locks).
/// </summary>
internal sealed unsafe class WalIndex : IDisposable
{
    /// <summary>Length of the header's first copy (bytes).</summary>
    public const int HeaderLength = 48;

    private readonly SafeFileHandle handle;
    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;
    private readonly byte* header;

    private WalIndex(SafeFileHandle handle)
    {
        this.handle = handle;
        file = MemoryMappedFile.CreateFromFile(handle, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        view = file.CreateViewAccessor(0, HeaderLength, MemoryMappedFileAccess.Read);
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref header);
    }

    /// <summary>Maps the index of a database that a connection is open to.</summary>
    /// <param name="database">The database's file.</param>
    /// <returns>Null when it has none: it is in memory, or not in WAL mode.</returns>
    public static WalIndex? Open(string database)
    {
        var path = database + "-shm";
        return File.Exists(path) && new FileInfo(path).Length >= HeaderLength
            ? new WalIndex(File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
            : null;
    }

    /// <summary>Copies the header as it is now.</summary>
    public void Read(Span<byte> into) => new ReadOnlySpan<byte>(header, HeaderLength).CopyTo(into);

    /// <summary>Whether the header is still as it was.</summary>
    public bool Is(ReadOnlySpan<byte> earlier) => new ReadOnlySpan<byte>(header, HeaderLength).SequenceEqual(earlier);

    /// <inheritdoc/>
    public void Dispose()
    {
        view.SafeMemoryMappedViewHandle.ReleasePointer();
        view.Dispose();
        file.Dispose();
        handle.Dispose();
    }
}
