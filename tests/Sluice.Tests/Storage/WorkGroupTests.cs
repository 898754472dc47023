using Sluice.Storage;
using Xunit;

namespace Sluice.Tests.Storage;

public sealed class WorkGroupTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly List<int[]> units = [];
    private readonly TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task What_arrives_while_a_unit_is_under_way_shares_the_next()
    {
        await DoAll(Group(lanes: 1), 1, 2, 3, 4);

        Assert.Equal(
            [
                [1],
                [2, 3, 4],
            ],
            units
        );
    }

    [Fact]
    public async Task Another_unit_begins_beside_those_under_way_where_enough_waits()
    {
        await DoAll(Group(lanes: 3, capacity: 4, enough: 2), [.. Enumerable.Range(1, 14)]);

        Assert.Equal(
            [
                [1],
                [2, 3],
                [4, 5],
            ],
            units.Take(3)
        );
        Assert.All(units, unit => Assert.InRange(unit.Length, 1, 4));
        Assert.Equal(Enumerable.Range(1, 14), units.SelectMany(unit => unit).Order());
    }

    [Fact]
    public async Task One_lane_waits_for_its_unit_however_many_arrive()
    {
        await DoAll(Group(lanes: 1, capacity: 2), 1, 2, 3, 4, 5, 6);

        Assert.Equal(
            [
                [1],
                [2, 3],
                [4, 5],
                [6],
            ],
            units
        );
    }

    [Fact]
    public async Task A_unit_weighs_no_more_than_it_may_unless_one_member_does()
    {
        await DoAll(Group(lanes: 1, capacity: 10, weigh: static member => member), 1, 4, 6, 1, 30, 2);

        Assert.Equal(
            [
                [1],
                [4, 6],
                [1],
                [30],
                [2],
            ],
            units
        );
    }

    [Fact]
    public async Task A_member_that_fails_harms_no_other()
    {
        var group = Group(lanes: 1, bad: 3);

        var all = Do(group, 1, 2, 3, 4);
        gate.SetResult();

        await Assert.ThrowsAsync<InvalidOperationException>(() => Done([all[2]]));
        await Done([all[0], all[1], all[3]]);
        Assert.Equal(
            [
                [1],
                [2, 3, 4],
                [2],
                [3],
                [4],
            ],
            units
        );
        await Done(Do(group, 5));
    }

    [Fact]
    public async Task A_unit_has_at_most_128_members()
    {
        await DoAll(Group(lanes: 1), [.. Enumerable.Range(0, 300)]);

        Assert.Equal([1, 128, 128, 43], units.Select(unit => unit.Length));
    }

    [Fact]
    public async Task One_too_many_is_refused_and_the_others_are_done()
    {
        var group = Group(lanes: 1);

        var all = Do(group, [.. Enumerable.Range(0, WorkGroup<int>.QueueLength + 1)]);
        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => group.DoAsync(-1));
        gate.SetResult();
        await Done(all);

        Assert.Equal(all.Length, units.Sum(unit => unit.Length));
        await Done(Do(group, 7));
    }

    /// <summary>A group whose units wait for the gate, and fail when they hold a number.</summary>
    private WorkGroup<int> Group(int lanes, int? bad = null, int capacity = 128, int enough = 128, Func<int, int>? weigh = null) =>
        new(
            async members =>
            {
                lock (units)
                {
                    units.Add([.. members]);
                }
                await gate.Task;
                if (bad is { } number && members.Contains(number))
                {
                    throw new InvalidOperationException($"{number} can't be done");
                }
            },
            lanes,
            capacity,
            enough,
            weigh
        );

    /// <summary>All arrive before the first unit ends.</summary>
    private Task DoAll(WorkGroup<int> group, params int[] members)
    {
        var all = Do(group, members);
        gate.SetResult();
        return Done(all);
    }

    private static Task[] Do(WorkGroup<int> group, params int[] members) => [.. members.Select(member => group.DoAsync(member))];

    private static Task Done(Task[] all) => Task.WhenAll(all).WaitAsync(Limit, TestContext.Current.CancellationToken);
}
