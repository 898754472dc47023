using Sluice.Storage;
using Xunit;

namespace Sluice.Tests.Storage;

public sealed class KeyedReadsTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly List<string[]> units = [];
    private readonly TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keys_that_are_asked_for_together_are_read_together_and_once()
    {
        var reads = Reads(Dialect.Postgres);
        var first = reads.FindAsync("a", Cancellation).AsTask();
        var page = reads.FindAsync(["a", "b"], Cancellation).AsTask();
        var other = reads.FindAsync(["b", "c", "none"], Cancellation).AsTask();
        gate.SetResult();

        Assert.Equal("a!", await first);
        Assert.Equal("b!", (await page)["b"]);
        Assert.Equal("c!", (await other)["c"]);
        Assert.False((await other).ContainsKey("none"));
        Assert.Equal(
            [
                ["a"],
                ["a", "b", "c", "none"],
            ],
            units
        );
    }

    [Fact]
    public async Task A_unit_has_at_most_512_keys_and_few_are_under_way()
    {
        var reads = Reads(Dialect.Postgres);
        Task<IReadOnlyDictionary<string, string>>[] all =
        [
            .. Enumerable.Range(0, 40).Select(page => reads.FindAsync(Page(page, 100), Cancellation).AsTask()),
        ];
        Assert.Equal(KeyedReads<string>.Lanes, units.Count);
        Assert.InRange(units.Count, 3, 8);
        gate.SetResult();
        await Task.WhenAll(all).WaitAsync(Limit, Cancellation);

        Assert.All(units, unit => Assert.InRange(unit.Length, 100, 512));
        for (var page = 0; page < all.Length; page++)
        {
            var found = await all[page];
            Assert.All(Page(page, 100), key => Assert.Equal(key + "!", found[key]));
        }
    }

    [Fact]
    public async Task Pages_have_units_beside_each_other_and_single_keys_share_one()
    {
        var reads = Reads(Dialect.Postgres);
        var singles = Enumerable.Range(0, 20).Select(i => reads.FindAsync($"{i}", Cancellation).AsTask()).ToList();
        Assert.Single(units);
        var page = reads.FindAsync(Page(0, 32), Cancellation).AsTask();
        Assert.Equal([1, 51], units.Select(unit => unit.Length));

        gate.SetResult();
        await Task.WhenAll([.. singles, page]).WaitAsync(Limit, Cancellation);
    }

    [Fact]
    public async Task A_page_of_more_keys_is_read_alone_and_waits_for_nobody()
    {
        var reads = Reads(Dialect.Postgres);
        var first = reads.FindAsync("a", Cancellation).AsTask();
        var large = reads.FindAsync(Page(1, 513), Cancellation).AsTask();

        Assert.Equal([1, 513], units.Select(unit => unit.Length));

        gate.SetResult();
        Assert.Equal(513, (await large).Count);
        await first;
    }

    [Fact]
    public async Task On_SQLite_each_is_read_at_once()
    {
        var reads = Reads(Dialect.Sqlite);
        var first = reads.FindAsync("a", Cancellation).AsTask();
        var second = reads.FindAsync("a", Cancellation).AsTask();

        Assert.Equal(2, units.Count);

        gate.SetResult();
        Assert.Equal("a!", await first);
        Assert.Equal("a!", await second);
    }

    private static string[] Page(int page, int length) => [.. Enumerable.Range(0, length).Select(i => $"{page}/{i}")];

    /// <summary>Reads that wait for the gate; every key but "none" has a value.</summary>
    private KeyedReads<string> Reads(Dialect dialect) =>
        new(
            new EmptyDatabase(dialect),
            async (_, keys) =>
            {
                lock (units)
                {
                    units.Add(keys);
                }
                await gate.Task;
                return keys.Where(key => key != "none").ToDictionary(key => key, key => key + "!", StringComparer.Ordinal);
            }
        );

    /// <summary>A database whose units of work use no session.</summary>
    private sealed class EmptyDatabase(Dialect dialect) : Database
    {
        public override Dialect Dialect => dialect;

        public override ValueTask<T> ReadAsync<T>(Func<Session, ValueTask<T>> work, CancellationToken cancelled) => work(null!);

        public override ValueTask<T> WriteAsync<T>(Func<Session, ValueTask<T>> work, CancellationToken cancelled) =>
            throw new NotSupportedException();

        public override void Adopt() => throw new NotSupportedException();

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
