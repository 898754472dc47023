using Sluice.Search;
using Sluice.Storage;
using Sluice.Storage.Schema;
using Sluice.Storage.Sqlite;
using Sluice.Tracking.Runs.Search;
using Xunit;

namespace Sluice.Tests.Search;

public sealed class RareValuesTests : IAsyncLifetime
{
    private static readonly Sql InsertRuns = new(
        """
        WITH RECURSIVE numbers (n) AS (SELECT @from UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < @to)
        INSERT INTO runs (run_uuid, lifecycle_stage) SELECT 'run' || n, 'active' FROM numbers
        """
    );

    private static readonly Sql InsertParams = new(
        "INSERT INTO params (run_uuid, key, value) SELECT run_uuid, 'a', @value FROM runs WHERE run_uuid NOT IN (SELECT run_uuid FROM params)"
    );

    private readonly SqliteDatabase database = SqliteDatabase.Open(path: null, ownerOnly: false);
    private readonly HandClock clock = new();
    private readonly RareValues rare;
    private int runs;

    public RareValuesTests() => rare = new RareValues(database, isIndexed: true, clock);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        Assert.True(await SchemaKeeper.EnsureAsync(database, SchemaDefinition.Tracking, static _ => { }));

    public async ValueTask DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task A_value_is_rare_up_to_a_number_of_runs()
    {
        await Add("few", RareValues.Few);
        await Add("many", RareValues.Few + 1);

        Assert.Equal(["few", "none"], await Among("few", "many", "none"));
    }

    [Fact]
    public async Task What_was_counted_holds_for_ten_seconds()
    {
        Assert.Equal(["x"], await Among("x"));
        await Add("x", RareValues.Few + 1);

        clock.Passed = TimeSpan.FromSeconds(9.9);
        Assert.Equal(["x"], await Among("x"));
        clock.Passed = TimeSpan.FromSeconds(10);
        Assert.Empty(await Among("x"));
    }

    [Fact]
    public async Task No_more_values_are_remembered_than_there_are_places()
    {
        for (var i = 0; i < 3 * RareValues.Places; i++)
        {
            Assert.Equal([$"{i}"], await Among($"{i}"));
        }

        Assert.InRange(rare.Count, RareValues.Places / 2, RareValues.Places);
    }

    [Fact]
    public async Task Without_the_index_no_value_is_rare() =>
        Assert.Empty(await new RareValues(database, isIndexed: false, clock).AmongAsync([Is("x")], Cancellation));

    private async Task Add(string value, int count)
    {
        var from = runs;
        runs += count;
        await database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(InsertRuns, ("from", from), ("to", from + count));
                await session.ExecuteAsync(InsertParams, ("value", value));
            },
            Cancellation
        );
    }

    private async Task<IEnumerable<string>> Among(params string[] values) =>
        (await rare.AmongAsync([.. values.Select(Is)], Cancellation)).Select(static condition => ((TextOperand)condition.Operand!).Value);

    private static Condition Is(string value) => new(RunFields.Table.Keyed[FieldKind.Param], "a", Comparator.Equal, new TextOperand(value));

    private sealed class HandClock : TimeProvider
    {
        public TimeSpan Passed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Passed.Ticks;
    }
}
