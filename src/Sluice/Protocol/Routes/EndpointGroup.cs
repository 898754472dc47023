using Sluice.Access.Rules;
using Sluice.Protocol.Answers;
using Sluice.Protocol.Messages;

namespace Sluice.Protocol.Routes;

/// <summary>Adds endpoints under one or two prefixes, and says what they have in common. Source of names and shapes: tests/contract/routes.tsv.</summary>
internal sealed record EndpointGroup(EndpointTable Table, string[] Prefixes)
{
    /// <summary>Whether the routes answer without the static prefix too, as those of files do.</summary>
    public bool IgnoresStaticPrefix { get; init; }

    /// <summary>How a caller who may not is refused.</summary>
    public RefusalForm RefusalForm { get; init; }

    /// <summary>How a body that isn't called JSON is refused.</summary>
    public WrongTypeRefusal WrongType { get; init; }

    /// <summary>Where the message of PATCH and DELETE is.</summary>
    public BodyUse ChangesIn { get; init; } = BodyUse.AnyJson;

    /// <summary>A route that reads: the message is in the query.</summary>
    public void Get<TMessage>(string path, MessageShape<TMessage> shape, IAccessRule<TMessage> rule, Handler<TMessage> handler)
        where TMessage : class, new() => Add("GET", path, BodyUse.Query, shape, rule, handler);

    /// <inheritdoc cref="Get{TMessage}"/>
    public void Get<TMessage, TRows>(
        string path,
        MessageShape<TMessage> shape,
        IAccessRule<TMessage, TRows> rule,
        Handler<TMessage, TRows> handler
    )
        where TMessage : class, new() => Add("GET", path, BodyUse.Query, shape, rule, handler);

    /// <summary>What a GET without a body gives, where it isn't what GET gives.</summary>
    public void Head<TMessage>(string path, MessageShape<TMessage> shape, IAccessRule<TMessage> rule, Handler<TMessage> handler)
        where TMessage : class, new() => Add("HEAD", path, BodyUse.Query, shape, rule, handler);

    /// <summary>A route that acts: the message is a JSON body.</summary>
    public void Post<TMessage>(string path, MessageShape<TMessage> shape, IAccessRule<TMessage> rule, Handler<TMessage> handler)
        where TMessage : class, new() => Add("POST", path, BodyUse.Json, shape, rule, handler);

    /// <inheritdoc cref="Post{TMessage}"/>
    public void Post<TMessage, TRows>(
        string path,
        MessageShape<TMessage> shape,
        IAccessRule<TMessage, TRows> rule,
        Handler<TMessage, TRows> handler
    )
        where TMessage : class, new() => Add("POST", path, BodyUse.Json, shape, rule, handler);

    /// <summary>A route that changes: the message is a JSON body.</summary>
    public void Patch<TMessage>(string path, MessageShape<TMessage> shape, IAccessRule<TMessage> rule, Handler<TMessage> handler)
        where TMessage : class, new() => Add("PATCH", path, ChangesIn, shape, rule, handler);

    /// <inheritdoc cref="Patch{TMessage}"/>
    public void Patch<TMessage, TRows>(
        string path,
        MessageShape<TMessage> shape,
        IAccessRule<TMessage, TRows> rule,
        Handler<TMessage, TRows> handler
    )
        where TMessage : class, new() => Add("PATCH", path, ChangesIn, shape, rule, handler);

    /// <summary>A route that deletes: the message is a JSON body, or the path.</summary>
    public void Delete<TMessage>(string path, MessageShape<TMessage> shape, IAccessRule<TMessage> rule, Handler<TMessage> handler)
        where TMessage : class, new() => Add("DELETE", path, ChangesIn, shape, rule, handler);

    /// <inheritdoc cref="Delete{TMessage}"/>
    public void Delete<TMessage, TRows>(
        string path,
        MessageShape<TMessage> shape,
        IAccessRule<TMessage, TRows> rule,
        Handler<TMessage, TRows> handler
    )
        where TMessage : class, new() => Add("DELETE", path, ChangesIn, shape, rule, handler);

    /// <summary>A route that stores: the path names the place, the body is a stream of bytes.</summary>
    public void Put<TMessage>(string path, MessageShape<TMessage> shape, IAccessRule<TMessage> rule, Handler<TMessage> handler)
        where TMessage : class, new() => Add("PUT", path, BodyUse.Stream, shape, rule, handler);

    private void Add<TMessage>(
        string method,
        string path,
        BodyUse body,
        MessageShape<TMessage> shape,
        IAccessRule<TMessage> rule,
        Handler<TMessage> handler
    )
        where TMessage : class, new() =>
        Add(method, path, body, shape, new RowlessRule<TMessage>(rule), (call, message, _) => handler(call, message));

    private void Add<TMessage, TRows>(
        string method,
        string path,
        BodyUse body,
        MessageShape<TMessage> shape,
        IAccessRule<TMessage, TRows> rule,
        Handler<TMessage, TRows> handler
    )
        where TMessage : class, new()
    {
        foreach (var prefix in Prefixes)
        {
            Table.Add(
                new Endpoint<TMessage, TRows>(shape, rule ?? throw new ArgumentNullException(nameof(rule)), handler)
                {
                    Method = method,
                    Path = prefix + path,
                    Name = path,
                    Body = body,
                    WrongType = WrongType,
                    IgnoresStaticPrefix = IgnoresStaticPrefix,
                    RefusalForm = RefusalForm,
                }
            );
        }
    }
}

/// <summary>Answers a request whose rule allowed it.</summary>
internal delegate ValueTask<Answer> Handler<TMessage>(Call call, TMessage message);

/// <summary>Answers a request whose rule allowed it, with the rows that the rule read.</summary>
internal delegate ValueTask<Answer> Handler<TMessage, TRows>(Call call, TMessage message, TRows rows);
