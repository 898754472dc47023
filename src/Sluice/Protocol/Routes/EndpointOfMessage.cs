using Sluice.Access.Rules;
using Sluice.Protocol.Answers;
using Sluice.Protocol.Messages;

namespace Sluice.Protocol.Routes;

/// <summary>An endpoint whose message is a <typeparamref name="TMessage"/>, and whose handler gets the rows that its rule read.</summary>
internal sealed class Endpoint<TMessage, TRows>(
    MessageShape<TMessage> shape,
    IAccessRule<TMessage, TRows> rule,
    Handler<TMessage, TRows> handler
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
    public override bool TakesBody => !rule.IsPublic && shape.Fields.Count > 0;

    /// <inheritdoc/>
    public override async ValueTask<Answer> RunAsync(Call call, Request request)
    {
        var bound = Bind(request);
        Judged<TRows> judged;
        try
        {
            judged = await rule.JudgeAsync(call, bound.Message);
        }
        catch (MissingTargetException missing)
        {
            return WrongContentTypeOf(request) ?? throw bound.Fault ?? FieldProblems.Missing(missing.Parameter);
        }
        call.Decision = judged.Decision;
        if (!judged.Decision.Allowed)
        {
            return Refusals.Forbidden(RefusalForm);
        }
        if (WrongContentTypeOf(request) is { } refused)
        {
            return refused;
        }
        if (bound.Fault is { } problem)
        {
            throw problem;
        }
        return await handler(call, bound.Message, judged.Rows);
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
        if (WrongType == WrongTypeRefusal.Plain)
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
                return Binder.FromQuery(shape, request.Query, default, request.Parts);
            case BodyUse.Query:
                var named = Binder.FromQuery(shape, request.Query, request.Body.Span, request.Parts);
                return request.Body.IsEmpty || request.Query.Count == 0
                    ? named
                    : Compared(named, Binder.FromBody(shape, request.Body.Span, PathParts.None));
            default:
                var told = Binder.FromBody(shape, request.Body.Span, request.Parts);
                return request.Query.Count == 0 ? told : Compared(told, Binder.FromQuery(shape, request.Query, default, PathParts.None));
        }
    }

    /// <summary>A request that names one thing in two places, differently, is refused.</summary>
    private Bound<TMessage> Compared(Bound<TMessage> used, Bound<TMessage> other) =>
        shape.Contradiction(used.Message, other.Message) is { } field ? used with { Fault = FieldProblems.Contradiction(field) } : used;
}
