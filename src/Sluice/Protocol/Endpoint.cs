using Sluice.Access;

namespace Sluice.Protocol;

/// <summary>Where an endpoint's message is named.</summary>
internal enum BodyUse
{
    /// <summary>In the query; without one, in a JSON body (GET).</summary>
    Query,

    /// <summary>In a JSON body whose content type must say so (POST, PUT).</summary>
    Json,

    /// <summary>In a JSON body of any content type (PATCH, DELETE).</summary>
    AnyJson,

    /// <summary>In the path alone; the body is a stream of bytes.</summary>
    Stream,
}

/// <summary>How a body that isn't called JSON is refused.</summary>
internal enum ContentTypes
{
    /// <summary>As the protocol's messages are: an error body.</summary>
    Protocol,

    /// <summary>As the routes of accounts do: a plain text.</summary>
    Plain,
}

/// <summary>One method and path, with its access rule and its handler. It can't be made without a rule.</summary>
internal abstract class Endpoint
{
    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The path, without static prefix; the last segment may be <c>{name}</c> or <c>{name:path}</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The route's name in logs, the same under every prefix, e.g. <c>runs/log-batch</c>.</summary>
    public required string Name { get; init; }

    /// <summary>How the message is named.</summary>
    public required BodyUse Body { get; init; }

    /// <summary>How a body that isn't called JSON is refused.</summary>
    public ContentTypes ContentTypes { get; init; }

    /// <summary>Whether refusals are plain text, as on routes of files and streams; pages otherwise.</summary>
    public bool PlainRefusals { get; init; }

    /// <summary>The rule in words.</summary>
    public abstract string Rule { get; }

    /// <summary>Whether nobody needs to sign in.</summary>
    public abstract bool IsPublic { get; }

    /// <summary>Binds, judges and handles a request.</summary>
    public abstract ValueTask<Answer> RunAsync(Call call, Request request);
}

/// <summary>What was read of an HTTP request before its endpoint runs.</summary>
/// <param name="Query">The query's parameters.</param>
/// <param name="Body">The body, where the endpoint takes JSON.</param>
/// <param name="ContentType">The body's content type; null where none was said.</param>
/// <param name="PathValue">The value of the path's variable part, decoded.</param>
internal sealed record Request(
    IReadOnlyDictionary<string, List<string>> Query,
    ReadOnlyMemory<byte> Body,
    string? ContentType,
    string PathValue
);

/// <summary>An endpoint whose message is a <typeparamref name="TMessage"/>.</summary>
internal sealed class Endpoint<TMessage>(
    MessageShape<TMessage> shape,
    IAccessRule<TMessage> rule,
    Func<Call, TMessage, ValueTask<Answer>> handler,
    Action<TMessage, string>? takePath
) : Endpoint
    where TMessage : class, new()
{
    /// <inheritdoc/>
    public override string Rule => rule.Description;

    /// <inheritdoc/>
    public override bool IsPublic => rule.IsPublic;

    /// <inheritdoc/>
    public override async ValueTask<Answer> RunAsync(Call call, Request request)
    {
        var bound = Bind(request);
        takePath?.Invoke(bound.Message, request.PathValue);
        Decision decision;
        try
        {
            decision = await rule.DecideAsync(call, bound.Message);
        }
        catch (MissingTargetException missing)
        {
            return WrongContentTypeOf(request) ?? throw bound.Fault ?? FieldProblems.Missing(missing.Parameter);
        }
        call.Decision = decision;
        if (!decision.Allowed)
        {
            return PlainRefusals ? Refusals.ForbiddenPlain : Refusals.Forbidden;
        }
        if (WrongContentTypeOf(request) is { } refused)
        {
            return refused;
        }
        if (bound.Fault is { } problem)
        {
            throw problem;
        }
        return await handler(call, bound.Message);
    }

    private Answer? WrongContentTypeOf(Request request)
    {
        if (Body != BodyUse.Json)
        {
            return null;
        }
        var contentType = request.ContentType;
        var semicolon = contentType?.IndexOf(';', StringComparison.Ordinal) ?? -1;
        var type = semicolon < 0 ? contentType : contentType![..semicolon].Trim();
        if (type == "application/json")
        {
            return null;
        }
        if (ContentTypes == ContentTypes.Plain)
        {
            return new TextAnswer(400, TextAnswer.Html, "Invalid content type. Must be application/json");
        }
        return new ErrorAnswer(
            ErrorCode.InvalidParameterValue,
            string.IsNullOrEmpty(contentType)
                ? "Bad Request. Content-Type header is missing."
                : "Bad Request. Content-Type must be one of ['application/json']."
        );
    }

    private Bound<TMessage> Bind(Request request)
    {
        switch (Body)
        {
            case BodyUse.Stream:
                return new Bound<TMessage>(new TMessage(), null);
            case BodyUse.Query:
                var named = Binder.FromQuery(shape, request.Query, request.Body.Span);
                return request.Body.IsEmpty || request.Query.Count == 0
                    ? named
                    : Compared(named, Binder.FromBody(shape, request.Body.Span));
            default:
                var told = Binder.FromBody(shape, request.Body.Span);
                return request.Query.Count == 0 ? told : Compared(told, Binder.FromQuery(shape, request.Query, default));
        }
    }

    /// <summary>A request that names one thing in two places, differently, is refused.</summary>
    private Bound<TMessage> Compared(Bound<TMessage> used, Bound<TMessage> other) =>
        shape.Contradiction(used.Message, other.Message) is { } field ? used with { Fault = FieldProblems.Contradiction(field) } : used;
}
