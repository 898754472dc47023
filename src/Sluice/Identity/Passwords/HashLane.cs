using System.Threading.Channels;

namespace Sluice.Identity.Passwords;

/// <summary>
/// The lane for expensive hashes: a few threads of its own, so that requests that need none never wait behind one, and a bounded
/// queue, so that a flood of wrong passwords can't take the memory.
/// </summary>
internal sealed class HashLane : IDisposable
{
    /// <summary>Hashes that may wait; one more is refused.</summary>
    internal const int QueueLength = 128;

    private readonly Channel<Action> waiting = Channel.CreateBounded<Action>(QueueLength);

    /// <summary>Starts the threads.</summary>
    /// <param name="threads">How many hash at the same time.</param>
    public HashLane(int threads)
    {
        for (var i = 0; i < threads; i++)
        {
            new Thread(Work) { IsBackground = true, Name = $"hash-{i}" }.Start();
        }
    }

    /// <summary>Runs a hash.</summary>
    /// <exception cref="SignInUnavailableException">Too many hashes wait.</exception>
    public Task<T> RunAsync<T>(Func<T> hash)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var accepted = waiting.Writer.TryWrite(() =>
        {
            try
            {
                done.SetResult(hash());
            }
            catch (Exception error)
            {
                done.SetException(error);
            }
        });
        return accepted ? done.Task : throw new SignInUnavailableException("Too many sign-ins are waiting. Try again in a moment.");
    }

    /// <inheritdoc/>
    public void Dispose() => waiting.Writer.TryComplete();

    private void Work()
    {
        while (waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (waiting.Reader.TryRead(out var hash))
            {
                hash();
            }
        }
    }
}
