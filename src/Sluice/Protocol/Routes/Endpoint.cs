using Sluice.Protocol.Answers;
using Sluice.Protocol.Messages;

namespace Sluice.Protocol.Routes;

/// <summary>One method and path, with its access rule and its handler. It can't be made without a rule.</summary>
internal abstract class Endpoint
{
    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The path, without static prefix; parts may vary (see <see cref="RouteTree{TValue}"/>).</summary>
    public required string Path { get; init; }

    /// <summary>The route's name in logs, the same under every prefix, e.g. <c>runs/log-batch</c>.</summary>
    public required string Name { get; init; }

    /// <summary>How the message is named.</summary>
    public required BodyUse Body { get; init; }

    /// <summary>How a body that isn't called JSON is refused.</summary>
    public WrongTypeRefusal WrongType { get; init; }

    /// <summary>Whether the route answers without the static prefix too.</summary>
    public bool IgnoresStaticPrefix { get; init; }

    /// <summary>How a caller who may not is refused.</summary>
    public RefusalForm RefusalForm { get; init; }

    /// <summary>The rule in words.</summary>
    public abstract string Rule { get; }

    /// <summary>The fields of the message.</summary>
    public abstract IReadOnlyList<FieldDescription> Fields { get; }

    /// <summary>Whether nobody needs to sign in.</summary>
    public abstract bool IsPublic { get; }

    /// <summary>Whether a request has a use for a body: its message has fields, and whoever sends it is known.</summary>
    public abstract bool TakesBody { get; }

    /// <summary>Binds, judges and handles a request.</summary>
    public abstract ValueTask<Answer> RunAsync(Call call, Request request);
}

/// <summary>Where an endpoint's message is named.</summary>
internal enum BodyUse
{
    /// <summary>In the query; without one, in a JSON body (GET).</summary>
    Query,

    /// <summary>In a JSON body whose content type must say so (POST; PATCH and DELETE of users).</summary>
    Json,

    /// <summary>In a JSON body of any content type (other PATCH, DELETE).</summary>
    AnyJson,

    /// <summary>In the path alone; the body is a stream of bytes.</summary>
    Stream,
}
