using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Sluice.Protocol;

namespace Sluice.Artifacts.Stores;

/// <summary>
/// A folder of the disk, held open. What lies in it is named in relation to it, one name at a time: nobody can move it between a check and a
/// use, and no link in it is followed.
/// </summary>
internal sealed class Folder : IDisposable
{
    // 0777 and 0666, less what the process's mask takes away.
    private const uint FolderRights = 0x1FF;
    private const uint FileRights = 0x1B6;

    private static readonly int Held = FileCalls.Place | FileCalls.FolderOnly | FileCalls.CloseOnExec;
    private static readonly byte[] Itself = Name(".");
    private static readonly byte[] NoName = [0];

    private readonly SafeFileHandle handle;

    private Folder(int opened) => handle = new SafeFileHandle(opened, ownsHandle: true);

    /// <summary>The folder at a path that the operator chose, where links are followed; null when there is none.</summary>
    /// <exception cref="StorageUnavailableException">It can't be opened.</exception>
    public static Folder? At(string path)
    {
        var opened = FileCalls.Open(Name(path), Held);
        return opened >= 0 ? new Folder(opened)
            : FileCalls.Error == FileCalls.NotThere ? null
            : throw Fault(FileCalls.Error);
    }

    /// <summary>A folder inside; null when there is none, also where a file has that name.</summary>
    /// <exception cref="MlflowException">The name is that of a link, pipe, socket or device.</exception>
    /// <exception cref="StorageUnavailableException">It can't be opened.</exception>
    public Folder? Find(string name) => Find(Name(name));

    /// <summary>A folder inside, made where there was none; null when this folder was removed meanwhile, or a file has that name.</summary>
    /// <exception cref="MlflowException">The name is that of a link, pipe, socket or device.</exception>
    /// <exception cref="StorageUnavailableException">It can't be made.</exception>
    public Folder? FindOrMake(string name)
    {
        if (Find(name) is { } found)
        {
            return found;
        }
        if (FileCalls.MakeFolder(handle, Name(name), FolderRights) == 0)
        {
            using var entries = OpenItself();
            Flush(entries);
        }
        else if (FileCalls.Error is not (FileCalls.Exists or FileCalls.NotThere))
        {
            throw Fault(FileCalls.Error);
        }
        return Find(name);
    }

    /// <summary>What an entry is; null when there is none.</summary>
    /// <exception cref="StorageUnavailableException">It can't be told.</exception>
    public EntryState? State(string name) => State(Name(name));

    /// <summary>All entries.</summary>
    /// <exception cref="StorageUnavailableException">They can't be read.</exception>
    public IEnumerable<(string Name, EntryState State)> Entries()
    {
        foreach (var name in Names())
        {
            // What is gone since was removed by somebody else in between.
            if (State(name) is { } state)
            {
                yield return (Encoding.UTF8.GetString(name.AsSpan(..^1)), state);
            }
        }
    }

    /// <summary>A file for reading; null when there is none, also where a folder has that name.</summary>
    /// <exception cref="MlflowException">The name is that of a link, pipe, socket or device.</exception>
    /// <exception cref="StorageUnavailableException">It can't be opened.</exception>
    public StoredFile? Open(string name)
    {
        // Opening alone can make a device do something. What counts is what was opened.
        if (State(name)?.Kind is not { } kind || kind == EntryKind.Folder)
        {
            return null;
        }
        RefuseOther(kind);
        const int Flags = FileCalls.ReadOnly | FileCalls.NonBlocking | FileCalls.CloseOnExec;
        var opened = FileCalls.Open(handle, Name(name), Flags | FileCalls.NoFollow, 0);
        if (opened < 0)
        {
            return FileCalls.Error switch
            {
                FileCalls.NotThere => null,
                FileCalls.IsLink => throw NotServed,
                var error => throw Fault(error),
            };
        }
        var file = new SafeFileHandle(opened, ownsHandle: true);
        try
        {
            var state = State(file);
            RefuseOther(state.Kind);
            return state.Kind == EntryKind.File ? new StoredFile(new FileStream(file, FileAccess.Read, bufferSize: 0), state) : null;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>A new file, locked until it is closed: so others know that it is being written.</summary>
    /// <exception cref="StorageUnavailableException">It can't be made.</exception>
    public FileStream Create(string name)
    {
        while (true)
        {
            const int Flags = FileCalls.WriteOnly | FileCalls.Create | FileCalls.Exclusive | FileCalls.CloseOnExec;
            var opened = FileCalls.Open(handle, Name(name), Flags | FileCalls.NoFollow, FileRights);
            if (opened < 0)
            {
                throw Fault(FileCalls.Error);
            }
            var file = new SafeFileHandle(opened, ownsHandle: true);
            _ = FileCalls.Lock(file, FileCalls.ExclusiveLock);
            if (!State(file).IsRemoved)
            {
                return new FileStream(file, FileAccess.Write, bufferSize: 0);
            }
            // Another process's start took it for a leftover before it was locked.
            file.Dispose();
        }
    }

    /// <summary>Removes a file that nobody has locked.</summary>
    /// <exception cref="StorageUnavailableException">It can't be removed.</exception>
    public void RemoveUnlocked(string name)
    {
        using var file = Open(name)?.Content;
        if (file is not null && FileCalls.Lock(file.SafeFileHandle, FileCalls.ExclusiveLock | FileCalls.WithoutWaiting) == 0)
        {
            Remove(name);
        }
    }

    /// <summary>Moves a file to another folder, in place of what has the new name there.</summary>
    /// <returns>False when the other folder was removed meanwhile.</returns>
    /// <exception cref="MlflowException">The new name is that of a folder.</exception>
    /// <exception cref="StorageUnavailableException">It can't be moved.</exception>
    public bool TryMove(string name, Folder to, string newName)
    {
        // Opened before: what can't be flushed isn't moved.
        using var entries = to.OpenItself();
        if (FileCalls.Rename(handle, Name(name), to.handle, Name(newName)) == 0)
        {
            Flush(entries);
            return true;
        }
        return FileCalls.Error switch
        {
            FileCalls.NotThere => false,
            FileCalls.IsFolder => throw MlflowException.Invalid($"Artifact path refers to a directory, not a file: '{newName}'"),
            var error => throw Fault(error),
        };
    }

    /// <summary>
    /// Removes an entry, and a folder with everything in it; a link goes itself, and what it leads to stays. Nothing happens when there is
    /// none. What others put into the folder meanwhile stays, and the folder with it.
    /// </summary>
    /// <exception cref="StorageUnavailableException">It can't be removed.</exception>
    public void Remove(string name) => Remove(Name(name));

    /// <inheritdoc/>
    public void Dispose() => handle.Dispose();

    private void Remove(byte[] name)
    {
        if (FileCalls.Unlink(handle, name, 0) == 0 || FileCalls.Error == FileCalls.NotThere)
        {
            return;
        }
        if (FileCalls.Error != FileCalls.IsFolder)
        {
            throw Fault(FileCalls.Error);
        }
        using (var folder = Find(name))
        {
            foreach (var inside in folder?.Names() ?? [])
            {
                folder!.Remove(inside);
            }
        }
        if (
            FileCalls.Unlink(handle, name, FileCalls.RemoveFolder) != 0
            && FileCalls.Error is not (FileCalls.NotThere or FileCalls.NotEmpty or FileCalls.Exists or FileCalls.NoFolder)
        )
        {
            throw Fault(FileCalls.Error);
        }
    }

    private Folder? Find(byte[] name)
    {
        var opened = FileCalls.Open(handle, name, Held | FileCalls.NoFollow, 0);
        if (opened >= 0)
        {
            return new Folder(opened);
        }
        var error = FileCalls.Error;
        if (error == FileCalls.NotThere)
        {
            return null;
        }
        if (error is not (FileCalls.NoFolder or FileCalls.IsLink))
        {
            throw Fault(error);
        }
        if (State(name) is { } state)
        {
            RefuseOther(state.Kind);
        }
        return null;
    }

    private EntryState? State(byte[] name) =>
        FileCalls.Status(handle, name, FileCalls.LinkItself, FileCalls.BasicStatus, out var status) == 0 ? EntryState.Of(status)
        : FileCalls.Error == FileCalls.NotThere ? null
        : throw Fault(FileCalls.Error);

    private static EntryState State(SafeFileHandle file) =>
        FileCalls.Status(file, NoName, FileCalls.HandleItself, FileCalls.BasicStatus, out var status) == 0
            ? EntryState.Of(status)
            : throw Fault(FileCalls.Error);

    private List<byte[]> Names()
    {
        using var itself = OpenItself();
        var listing = FileCalls.BeginListing((int)itself.DangerousGetHandle());
        if (listing == 0)
        {
            throw Fault(FileCalls.Error);
        }
        // The listing closes what it was begun on.
        itself.SetHandleAsInvalid();
        try
        {
            var names = new List<byte[]>();
            while (FileCalls.Next(listing) is var entry and not 0)
            {
                var name = FileCalls.NameOf(entry);
                if (!name.AsSpan().SequenceEqual(".\0"u8) && !name.AsSpan().SequenceEqual("..\0"u8))
                {
                    names.Add(name);
                }
            }
            // A folder that was removed has no entries.
            return FileCalls.Error is 0 or FileCalls.NotThere ? names : throw Fault(FileCalls.Error);
        }
        finally
        {
            _ = FileCalls.EndListing(listing);
        }
    }

    /// <summary>Brings a folder's entries to the disk.</summary>
    private static void Flush(SafeFileHandle entries)
    {
        // A file system that can't flush folders says that the argument is invalid.
        if (FileCalls.Flush(entries) != 0 && FileCalls.Error != FileCalls.InvalidArgument)
        {
            throw Fault(FileCalls.Error);
        }
    }

    /// <summary>The folder once more, for reading: what is merely held can be neither listed nor flushed.</summary>
    private SafeFileHandle OpenItself()
    {
        var opened = FileCalls.Open(handle, Itself, FileCalls.ReadOnly | FileCalls.FolderOnly | FileCalls.CloseOnExec, 0);
        return opened >= 0 ? new SafeFileHandle(opened, ownsHandle: true) : throw Fault(FileCalls.Error);
    }

    private static void RefuseOther(EntryKind kind)
    {
        if (kind == EntryKind.Other)
        {
            throw NotServed;
        }
    }

    /// <summary>What an entry is answered with that is neither file nor folder.</summary>
    internal static MlflowException NotServed => MlflowException.Invalid("Invalid path: what lies there is neither a file nor a folder.");

    private static Exception Fault(int error) =>
        error == FileCalls.NameTooLong
            ? MlflowException.Invalid("Invalid path: a name in it is longer than the storage takes.")
            : new StorageUnavailableException(
                "The artifacts' storage can't be used at the moment.",
                new IOException(Marshal.GetPInvokeErrorMessage(error))
            );

    private static byte[] Name(string name) => Encoding.UTF8.GetBytes(name + '\0');
}
