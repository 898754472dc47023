using Sluice.Identity.Epochs;
using Sluice.Storage;

namespace Sluice.Tests.Identity;

/// <summary>A database that gives the accounts' fingerprint only when a test lets it, once the test holds it.</summary>
internal sealed class SlowFingerprint(Database inner) : Database
{
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool held;

    /// <summary>Completes when a fingerprint is asked for.</summary>
    public Task Reached => reached.Task;

    /// <inheritdoc/>
    public override Dialect Dialect => inner.Dialect;

    /// <summary>From now on fingerprints wait.</summary>
    public void Hold() => held = true;

    /// <summary>Lets them go on.</summary>
    public void Release() => released.SetResult();

    /// <inheritdoc/>
    public override async ValueTask<T> ReadAsync<T>(Func<Session, ValueTask<T>> work, CancellationToken cancelled)
    {
        if (held && work.Method.DeclaringType == typeof(AccountsFingerprint))
        {
            reached.TrySetResult();
            await released.Task;
        }
        return await inner.ReadAsync(work, cancelled);
    }

    /// <inheritdoc/>
    public override ValueTask<T> WriteAsync<T>(Func<Session, ValueTask<T>> work, CancellationToken cancelled) =>
        inner.WriteAsync(work, cancelled);

    /// <inheritdoc/>
    public override void Adopt() => inner.Adopt();

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
