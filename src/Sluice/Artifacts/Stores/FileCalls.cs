using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sluice.Artifacts.Stores;

/// <summary>
/// Calls of Linux that name an entry in relation to an open folder. Names are UTF-8 with a zero at the end. Source: Linux, openat(2).
/// </summary>
internal static partial class FileCalls
{
    private const string Library = "libc";

    public const int ReadOnly = 0;
    public const int WriteOnly = 1;
    public const int Create = 0x40;
    public const int Exclusive = 0x80;
    public const int NonBlocking = 0x800;
    public const int CloseOnExec = 0x80000;

    /// <summary>The entry itself is held, neither read nor written.</summary>
    public const int Place = 0x200000;

    public const int NotThere = 2;
    public const int Exists = 17;
    public const int NoFolder = 20;
    public const int IsFolder = 21;
    public const int InvalidArgument = 22;
    public const int NameTooLong = 36;
    public const int NotEmpty = 39;
    public const int IsLink = 40;

    /// <summary>For <see cref="Unlink"/>: the entry is an empty folder.</summary>
    public const int RemoveFolder = 0x200;

    /// <summary>For <see cref="Status"/>: a link is looked at itself.</summary>
    public const int LinkItself = 0x100;

    /// <summary>For <see cref="Status"/>: an empty name means the handle.</summary>
    public const int HandleItself = 0x1000;

    /// <summary>For <see cref="Status"/>: what every file system tells.</summary>
    public const uint BasicStatus = 0x7ff;

    /// <summary>For <see cref="Lock"/>: nobody else holds the lock meanwhile.</summary>
    public const int ExclusiveLock = 2;

    /// <summary>For <see cref="Lock"/>: fails where it would wait.</summary>
    public const int WithoutWaiting = 4;

    // ARM has its own numbers for these two.
    private static readonly bool IsArm = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm;

    /// <summary>Anything but a folder is refused.</summary>
    public static readonly int FolderOnly = IsArm ? 0x4000 : 0x10000;

    /// <summary>A link is refused.</summary>
    public static readonly int NoFollow = IsArm ? 0x8000 : 0x20000;

    /// <summary>What the last call failed of.</summary>
    public static int Error => Marshal.GetLastPInvokeError();

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true)]
    public static partial int Open(byte[] path, int flags);

    [LibraryImport(Library, EntryPoint = "openat", SetLastError = true)]
    public static partial int Open(SafeFileHandle folder, byte[] name, int flags, uint mode);

    [LibraryImport(Library, EntryPoint = "mkdirat", SetLastError = true)]
    public static partial int MakeFolder(SafeFileHandle folder, byte[] name, uint mode);

    [LibraryImport(Library, EntryPoint = "unlinkat", SetLastError = true)]
    public static partial int Unlink(SafeFileHandle folder, byte[] name, int flags);

    [LibraryImport(Library, EntryPoint = "renameat", SetLastError = true)]
    public static partial int Rename(SafeFileHandle from, byte[] name, SafeFileHandle to, byte[] newName);

    [LibraryImport(Library, EntryPoint = "statx", SetLastError = true)]
    public static partial int Status(SafeFileHandle folder, byte[] name, int flags, uint mask, out FileStatus status);

    [LibraryImport(Library, EntryPoint = "fsync", SetLastError = true)]
    public static partial int Flush(SafeFileHandle file);

    [LibraryImport(Library, EntryPoint = "flock", SetLastError = true)]
    public static partial int Lock(SafeFileHandle file, int operation);

    /// <summary>Begins a listing, which takes the descriptor over.</summary>
    [LibraryImport(Library, EntryPoint = "fdopendir", SetLastError = true)]
    public static partial nint BeginListing(int folder);

    /// <summary>The next entry, valid until the next call; 0 at the end, or with an <see cref="Error"/>.</summary>
    [LibraryImport(Library, EntryPoint = "readdir", SetLastError = true)]
    public static partial nint Next(nint listing);

    [LibraryImport(Library, EntryPoint = "closedir")]
    public static partial int EndListing(nint listing);

    /// <summary>The name of a listed entry, with its zero: it begins at byte 19, behind number, offset, length and kind.</summary>
    public static unsafe byte[] NameOf(nint entry)
    {
        var name = MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)entry + 19);
        return [.. name, 0];
    }
}

/// <summary>What <c>statx</c> tells of an entry: the same layout on every processor.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct FileStatus
{
    [FieldOffset(16)]
    public uint Links;

    [FieldOffset(28)]
    public ushort Mode;

    [FieldOffset(32)]
    public ulong Number;

    [FieldOffset(40)]
    public ulong Size;

    [FieldOffset(112)]
    public long ModifiedSeconds;

    [FieldOffset(120)]
    public uint ModifiedNanoseconds;
}
