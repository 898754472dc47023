using System.Buffers;

namespace Sluice.Protocol;

/// <summary>
/// Bytes of an answer that is being made, in pieces from a pool: a large answer is never copied to grow, and its pieces serve the next.
/// </summary>
internal sealed class AnswerBuffer : IBufferWriter<byte>, IDisposable
{
    /// <summary>Size of the first piece, and of every further one (bytes); below the large-object threshold.</summary>
    private const int FirstPiece = 4096;
    private const int Piece = 65536;

    private readonly List<(byte[] Bytes, int Used)> full = [];
    private byte[] current = ArrayPool<byte>.Shared.Rent(FirstPiece);
    private int used;
    private long before;

    /// <summary>How many bytes were written.</summary>
    public long Length => before + used;

    /// <summary>The pieces, in order.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Pieces
    {
        get
        {
            foreach (var (bytes, length) in full)
            {
                yield return bytes.AsMemory(0, length);
            }
            yield return current.AsMemory(0, used);
        }
    }

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

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (bytes, _) in full)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
        full.Clear();
        ArrayPool<byte>.Shared.Return(current);
        current = [];
        used = 0;
    }

    private void MakeRoom(int sizeHint)
    {
        if (current.Length - used >= Math.Max(sizeHint, 1))
        {
            return;
        }
        full.Add((current, used));
        before += used;
        current = ArrayPool<byte>.Shared.Rent(Math.Max(Piece, sizeHint));
        used = 0;
    }
}
