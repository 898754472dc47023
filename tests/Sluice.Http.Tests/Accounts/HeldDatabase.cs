using Sluice.Storage;

namespace Sluice.Http.Tests.Accounts;

/// <summary>A database as one request sees it, whose next unit of work that writes waits until a test lets it go on.</summary>
internal sealed class HeldDatabase(Database inner) : Database
{
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly TaskCompletionSource written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the request is about to write.</summary>
    public Task Reached => reached.Task;

    /// <summary>Completes when the first write is done, or was refused.</summary>
    public Task Written => written.Task;

    /// <inheritdoc/>
    public override Dialect Dialect => inner.Dialect;

    /// <summary>Lets the write go on, and all after it.</summary>
    public void Release() => released.TrySetResult();

    /// <inheritdoc/>
    public override ValueTask<T> ReadAsync<T>(Func<Session, ValueTask<T>> work, CancellationToken cancelled) =>
        inner.ReadAsync(work, cancelled);

    /// <inheritdoc/>
    public override async ValueTask<T> WriteAsync<T>(Func<Session, ValueTask<T>> work, CancellationToken cancelled)
    {
        reached.TrySetResult();
        await released.Task;
        try
        {
            return await inner.WriteAsync(work, cancelled);
        }
        finally
        {
            written.TrySetResult();
        }
    }

    /// <inheritdoc/>
    public override void Adopt() => inner.Adopt();

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
