using Microsoft.AspNetCore.Http;
using Sluice.Hosting.Requests;
using Sluice.Protocol;
using Sluice.Tests.Identity;
using Xunit;

namespace Sluice.Tests.Hosting;

/// <summary>What the JSON bodies of requests may take, each and all together.</summary>
public sealed class JsonBodyTests
{
    private const int Largest = 1024 * 1024;
    private readonly TestClock clock = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Bodies_share_a_budget_and_give_it_back(bool saysLength)
    {
        // A body without a length takes one byte more, which tells that it has an end.
        var budget = new BodyBudget(2 * (Largest + 1));
        using var first = Body(budget, Largest, saysLength, out var firstStream);
        using var second = Body(budget, Largest, saysLength, out var secondStream);
        using var third = Body(budget, 3, saysLength, out var thirdStream);
        Assert.Equal(Largest, (await first.ReadAsync(firstStream, Largest)).Length);
        Assert.Equal(Largest, (await second.ReadAsync(secondStream, Largest)).Length);

        await Assert.ThrowsAsync<BodyBudgetSpentException>(async () => await third.ReadAsync(thirdStream, Largest));
        first.Dispose();
        second.Dispose();
        third.Dispose();

        Assert.Equal(0, budget.Taken);
    }

    [Fact]
    public async Task A_body_that_was_only_announced_takes_little()
    {
        var budget = new BodyBudget();
        using var body = Body(budget, 1000, saysLength: true, out var stream, announced: 64 * Largest);

        Assert.Equal(1000, (await body.ReadAsync(stream, 64 * Largest)).Length);

        Assert.InRange(budget.Taken, 1000, Largest / 4);
    }

    [Theory]
    [InlineData(59, null)]
    [InlineData(61, 408)]
    public async Task A_body_has_a_minute_to_come(int seconds, int? status)
    {
        using var body = Body(new BodyBudget(), 10, saysLength: true, out var stream, pause: TimeSpan.FromSeconds(seconds / 10.0));

        var refused = await Record.ExceptionAsync(async () => await body.ReadAsync(stream, Largest));

        Assert.Equal(status, (refused as MlflowException)?.Code.Status);
    }

    [Theory]
    [InlineData(JsonBody.MostUnused, true, null)]
    [InlineData(JsonBody.MostUnused + 1, true, 413)]
    [InlineData(JsonBody.MostUnused, false, null)]
    [InlineData(JsonBody.MostUnused + 1, false, 413)]
    public async Task A_body_that_nobody_needs_is_read_over_or_refused(int length, bool saysLength, int? status)
    {
        using var body = Body(new BodyBudget(), length, saysLength, out var stream);

        var refused = await Record.ExceptionAsync(async () => await body.ReadAsync(stream, JsonBody.MostUnused));

        Assert.Equal(status, (refused as MlflowException)?.Code.Status);
    }

    private JsonBody Body(
        BodyBudget budget,
        int length,
        bool saysLength,
        out RequestBody stream,
        long? announced = null,
        TimeSpan pause = default
    )
    {
        var context = new DefaultHttpContext();
        context.Request.Body = new Sender(length, pause, clock);
        if (saysLength)
        {
            context.Request.ContentLength = announced ?? length;
        }
        else
        {
            context.Request.Headers.TransferEncoding = "chunked";
        }
        stream = new RequestBody(context.Request);
        return new JsonBody(context.Request, budget, clock);
    }

    /// <summary>Sends a body; with a pause, a byte at a time.</summary>
    private sealed class Sender(int length, TimeSpan pause, TestClock clock) : MemoryStream(new byte[length])
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            clock.Move(pause);
            return base.ReadAsync(pause > TimeSpan.Zero ? buffer[..1] : buffer, cancellationToken);
        }
    }
}
