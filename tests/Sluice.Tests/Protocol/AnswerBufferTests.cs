using System.Numerics;
using CsCheck;
using Sluice.Protocol.Answers;
using Xunit;

namespace Sluice.Tests.Protocol;

/// <summary>Large answers: what is sent is what was written, and little of it lies in memory.</summary>
public sealed class AnswerBufferTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sluice-answers-");

    private const int LargestWrite = 300_000;

    // The pool gives the piece for such a write in this size, and many small writes may fill its rest.
    private static readonly int LargestPiece = (int)BitOperations.RoundUpToPowerOf2(LargestWrite);

    private static readonly Gen<int[]> Sizes = Gen.Frequency((8, Gen.Int[0, 2000]), (1, Gen.Int[0, LargestWrite])).Array[0, 400];

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void What_is_sent_is_what_was_written() =>
        Sizes.Sample(
            sizes =>
            {
                using var buffer = new AnswerBuffer(folder.FullName);
                var expected = Written(buffer, sizes);
                Assert.Equal(expected.LongLength, buffer.Length);
                Assert.True(expected.AsSpan().SequenceEqual(buffer.Sent()));
                Assert.InRange(buffer.Length - buffer.InFile, 0, AnswerBuffer.MostInMemory + LargestPiece);
            },
            // The first of them ends with a piece for a large write that is full of small ones.
            seed: "eR7a4bGDTY93",
            iter: 50
        );

    [Fact]
    public void What_does_not_fit_into_memory_lies_in_a_file_that_has_no_name()
    {
        using var buffer = new AnswerBuffer(folder.FullName);

        var expected = Written(buffer, [.. Enumerable.Repeat(100_000, 300)]);

        Assert.InRange(buffer.InFile, expected.Length - AnswerBuffer.MostInMemory - 200_000, expected.Length);
        Assert.Empty(folder.GetFileSystemInfos());
        Assert.True(expected.AsSpan().SequenceEqual(buffer.Sent()));
    }

    [Fact]
    public void Where_no_file_can_be_made_all_stays_in_memory()
    {
        using var buffer = new AnswerBuffer(Path.Combine(folder.FullName, "missing"));

        var expected = Written(buffer, [.. Enumerable.Repeat(100_000, 100)]);

        Assert.Equal(0, buffer.InFile);
        Assert.True(expected.AsSpan().SequenceEqual(buffer.Sent()));
    }

    private static byte[] Written(AnswerBuffer buffer, int[] sizes)
    {
        var all = new byte[sizes.Sum()];
        Random.Shared.NextBytes(all);
        var at = 0;
        foreach (var size in sizes)
        {
            all.AsSpan(at, size).CopyTo(buffer.GetSpan(size));
            buffer.Advance(size);
            at += size;
        }
        return all;
    }
}
