using System.Diagnostics.CodeAnalysis;
using Sluice.Protocol.Messages;

namespace Sluice.Protocol.Routes;

/// <summary>All endpoints of the server. A route gets in with its access rule or not at all; no two match one method and path.</summary>
internal sealed class EndpointTable
{
    private readonly Dictionary<string, Dictionary<string, Endpoint>> fixedPaths = new(StringComparer.Ordinal);
    private readonly RouteTree<Dictionary<string, Endpoint>> variablePaths = new();
    private readonly List<Endpoint> all = [];

    /// <summary>The endpoints, in the order in which they were added.</summary>
    public IReadOnlyList<Endpoint> All => all;

    /// <summary>Routes under <c>/api/VERSION/</c> and <c>/ajax-api/VERSION/</c>, which behave alike.</summary>
    /// <param name="version">Version and what follows it, e.g. <c>2.0/mlflow</c>.</param>
    public EndpointGroup Api(string version) => new(this, [$"/api/{version}/", $"/ajax-api/{version}/"]);

    /// <summary>Routes under <c>/ajax-api/VERSION/</c> alone: only the web pages call them.</summary>
    /// <param name="version">Version and what follows it, e.g. <c>2.0/mlflow</c>.</param>
    public EndpointGroup Pages(string version) => new(this, [$"/ajax-api/{version}/"]);

    /// <summary>Routes at the root.</summary>
    public EndpointGroup Root() => new(this, ["/"]);

    /// <summary>Adds an endpoint.</summary>
    /// <exception cref="InvalidOperationException">The path has this method already, isn't told from another by what it holds, or has a part that no field takes.</exception>
    public void Add(Endpoint endpoint)
    {
        var fields = endpoint.Fields.Select(field => field.Name).ToList();
        if (RouteTree<Endpoint>.PartsOf(endpoint.Path).FirstOrDefault(part => !fields.Contains(part)) is { } unread)
        {
            throw new InvalidOperationException($"{endpoint.Path}: no field of the message takes the part {{{unread}}}");
        }
        if (!MethodsOf(endpoint.Path).TryAdd(endpoint.Method, endpoint))
        {
            throw new InvalidOperationException($"{endpoint.Method} {endpoint.Path} is in the table twice");
        }
        all.Add(endpoint);
    }

    /// <summary>Finds the methods of a path.</summary>
    /// <param name="path">The decoded path, without static prefix.</param>
    /// <param name="methods">The methods, when there are any.</param>
    /// <param name="parts">What the path's variable parts hold.</param>
    public bool TryFind(string path, [NotNullWhen(true)] out IReadOnlyDictionary<string, Endpoint>? methods, out PathParts parts)
    {
        parts = PathParts.None;
        methods = fixedPaths.TryGetValue(path, out var found) ? found : variablePaths.Find(path, out parts);
        return methods is not null;
    }

    private Dictionary<string, Endpoint> MethodsOf(string path)
    {
        if (path.Contains('{', StringComparison.Ordinal))
        {
            return variablePaths.GetOrAdd(path, static () => new Dictionary<string, Endpoint>(StringComparer.Ordinal));
        }
        if (!fixedPaths.TryGetValue(path, out var methods))
        {
            fixedPaths.Add(path, methods = new Dictionary<string, Endpoint>(StringComparer.Ordinal));
        }
        return methods;
    }
}
