using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Sluice.Access.Rules;
using Sluice.Commands;
using Sluice.Hosting;
using Sluice.Hosting.Requests;
using Sluice.Observability;
using Sluice.Protocol.Answers;
using Sluice.Protocol.Messages;
using Sluice.Tests.Configuration;
using Xunit;

namespace Sluice.Tests.Hosting;

/// <summary>The way of a request, where a server in a process of its own can't be brought to fail.</summary>
public sealed class RequestPipelineTests
{
    [Fact]
    public async Task An_answer_that_cannot_be_written_is_a_fault_like_any_other()
    {
        using var start = new Start();
        var settings = start.Server();
        await using var house = await Composition.BuildAsync(RoutesCommand.InMemory(settings), static _ => { }, TimeProvider.System);
        house.Endpoints.Root().Get("broken", NoFields.Shape, Require.Nothing, static (_, _) => new ValueTask<Answer>(new Broken()));
        await using var lines = new RequestLog(Stream.Null);
        var faults = new Faults();
        var context = new DefaultHttpContext();
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = "/broken";
        context.Request.Method = "GET";
        context.Request.Headers.Host = "localhost";
        using var body = new MemoryStream();
        context.Response.Body = body;

        await house.Pipeline(settings, lines, faults, TimeProvider.System).HandleAsync(context);

        Assert.Equal(500, context.Response.StatusCode);
        Assert.Contains("INTERNAL_ERROR", System.Text.Encoding.UTF8.GetString(body.ToArray()), StringComparison.Ordinal);
        Assert.Equal(["not to be written"], faults.Seen);
    }

    private sealed class Broken : MessageAnswer
    {
        public override void Write(MessageWriter writer) => throw new InvalidOperationException("not to be written");
    }

    private sealed class Faults : ILogger<RequestPipeline>
    {
        public List<string> Seen { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Seen.Add(exception!.Message);
    }
}
