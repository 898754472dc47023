using Sluice.Access;

namespace Sluice.Protocol;

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
    public override IReadOnlyList<FieldDescription> Fields => [.. shape.Fields.Select(static one => one.Description)];

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
        if (WrongTypeRefusal == WrongTypeRefusal.Plain)
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
