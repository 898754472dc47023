using Sluice.Access;

namespace Sluice.Protocol;

/// <summary>Adds endpoints under one or two prefixes. Source of names and shapes: contract, routes.tsv.</summary>
internal sealed class EndpointGroup(EndpointTable table, string[] prefixes, WrongTypeRefusal wrongType)
{
    /// <summary>Whether the routes answer without the static prefix too, as those of files do.</summary>
    public bool IgnoresStaticPrefix { get; init; }

    /// <summary>A route that reads: the message is in the query.</summary>
    public void Get<TMessage>(
        string path,
        MessageShape<TMessage> shape,
        IAccessRule<TMessage> rule,
        Func<Call, TMessage, ValueTask<Answer>> handler,
        Action<TMessage, string>? takePath = null
    )
        where TMessage : class, new() => Add("GET", path, BodyUse.Query, shape, rule, handler, takePath);

    /// <summary>What a GET without a body gives, where it isn't what GET gives.</summary>
    public void Head<TMessage>(
        string path,
        MessageShape<TMessage> shape,
        IAccessRule<TMessage> rule,
        Func<Call, TMessage, ValueTask<Answer>> handler
    )
        where TMessage : class, new() => Add("HEAD", path, BodyUse.Query, shape, rule, handler, null);

    /// <summary>A route that acts: the message is a JSON body.</summary>
    public void Post<TMessage>(
        string path,
        MessageShape<TMessage> shape,
        IAccessRule<TMessage> rule,
        Func<Call, TMessage, ValueTask<Answer>> handler
    )
        where TMessage : class, new() => Add("POST", path, BodyUse.Json, shape, rule, handler, null);

    /// <summary>A route that changes: the message is a JSON body of any content type.</summary>
    public void Patch<TMessage>(
        string path,
        MessageShape<TMessage> shape,
        IAccessRule<TMessage> rule,
        Func<Call, TMessage, ValueTask<Answer>> handler
    )
        where TMessage : class, new() => Add("PATCH", path, BodyUse.AnyJson, shape, rule, handler, null);

    /// <summary>A route that deletes: the message is a JSON body of any content type, or the path.</summary>
    public void Delete<TMessage>(
        string path,
        MessageShape<TMessage> shape,
        IAccessRule<TMessage> rule,
        Func<Call, TMessage, ValueTask<Answer>> handler,
        Action<TMessage, string>? takePath = null
    )
        where TMessage : class, new() => Add("DELETE", path, BodyUse.AnyJson, shape, rule, handler, takePath);

    /// <summary>A route that stores: the path names the place, the body is a stream of bytes.</summary>
    public void Put<TMessage>(
        string path,
        MessageShape<TMessage> shape,
        IAccessRule<TMessage> rule,
        Func<Call, TMessage, ValueTask<Answer>> handler,
        Action<TMessage, string> takePath
    )
        where TMessage : class, new() => Add("PUT", path, BodyUse.Stream, shape, rule, handler, takePath);

    private void Add<TMessage>(
        string method,
        string path,
        BodyUse body,
        MessageShape<TMessage> shape,
        IAccessRule<TMessage> rule,
        Func<Call, TMessage, ValueTask<Answer>> handler,
        Action<TMessage, string>? takePath
    )
        where TMessage : class, new()
    {
        foreach (var prefix in prefixes)
        {
            table.Add(
                new Endpoint<TMessage>(shape, rule ?? throw new ArgumentNullException(nameof(rule)), handler, takePath)
                {
                    Method = method,
                    Path = prefix + path,
                    Name = path,
                    Body = body,
                    WrongTypeRefusal = wrongType,
                    IgnoresStaticPrefix = IgnoresStaticPrefix || takePath is not null,
                    PlainRefusals = takePath is not null && method != "DELETE",
                }
            );
        }
    }
}
