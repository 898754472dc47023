using System.Buffers;
using System.IO.Pipelines;
using Microsoft.Win32.SafeHandles;

namespace Sluice.Protocol.Answers;

/// <summary>
/// Bytes of an answer that is being made. They lie in pieces from a pool: a large answer is never copied to grow, and its pieces serve
/// the next. Of more than <see cref="MostInMemory"/> all but the last lie in a file without a name, which ends with the buffer or the
/// process; where none can be made or it can't grow, they stay in memory.
/// </summary>
/// <param name="folder">Where such a file is made; null means where the system has its temporary files.</param>
internal sealed class AnswerBuffer(string? folder = null) : IBufferWriter<byte>, IDisposable
{
    /// <summary>Bytes that lie in memory at most, beside the piece that is being written.</summary>
    internal const int MostInMemory = 4 * 1024 * 1024;

    /// <summary>Size of the first piece, and of every further one (bytes); below the large-object threshold.</summary>
    private const int FirstPiece = 4096;
    internal const int Piece = 65536;

    private readonly List<(byte[] Bytes, int Used)> full = [];
    private byte[] current = ArrayPool<byte>.Shared.Rent(FirstPiece);
    private int used;
    private long inMemory;
    private SafeFileHandle? file;
    private long inFile;
    private bool fileFailed;

    /// <summary>How many bytes were written.</summary>
    public long Length => inFile + inMemory + used;

    /// <summary>How many of them lie in a file.</summary>
    internal long InFile => inFile;

    /// <inheritdoc/>
    public void Advance(int count) => used += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return current.AsMemory(used);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return current.AsSpan(used);
    }

    /// <summary>Sends all bytes, in order.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    public async Task SendAsync(PipeWriter output, CancellationToken cancelled)
    {
        for (long sent = 0; sent < inFile; )
        {
            var room = output.GetMemory(Piece);
            var read = await RandomAccess.ReadAsync(file!, room[..(int)Math.Min(room.Length, inFile - sent)], sent, cancelled);
            if (read == 0)
            {
                throw new EndOfStreamException("the file of an answer lost its end");
            }
            output.Advance(read);
            sent += read;
            await output.FlushAsync(cancelled);
        }
        foreach (var (bytes, length) in full)
        {
            await output.WriteAsync(bytes.AsMemory(0, length), cancelled);
        }
        await output.WriteAsync(current.AsMemory(0, used), cancelled);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        GiveBack();
        ArrayPool<byte>.Shared.Return(current);
        current = [];
        used = 0;
        file?.Dispose();
    }

    private void MakeRoom(int sizeHint)
    {
        if (current.Length - used >= Math.Max(sizeHint, 1))
        {
            return;
        }
        full.Add((current, used));
        inMemory += used;
        if (inMemory >= MostInMemory && !fileFailed)
        {
            MoveToFile();
        }
        current = ArrayPool<byte>.Shared.Rent(Math.Max(Piece, sizeHint));
        used = 0;
    }

    private void MoveToFile()
    {
        try
        {
            file ??= FileWithoutName(folder ?? Path.GetTempPath());
            RandomAccess.Write(file, [.. full.Select(static piece => (ReadOnlyMemory<byte>)piece.Bytes.AsMemory(0, piece.Used))], inFile);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            fileFailed = true;
            return;
        }
        inFile += inMemory;
        GiveBack();
    }

    private static SafeFileHandle FileWithoutName(string folder)
    {
        var path = Path.Combine(folder, $"sluice-{Guid.NewGuid():N}");
        var handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete);
        File.Delete(path);
        return handle;
    }

    private void GiveBack()
    {
        foreach (var (bytes, _) in full)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
        full.Clear();
        inMemory = 0;
    }
}
