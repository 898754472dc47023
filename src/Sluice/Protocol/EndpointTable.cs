using System.Diagnostics.CodeAnalysis;
using Sluice.Access;

namespace Sluice.Protocol;

/// <summary>All endpoints of the server. A route gets in with its access rule or not at all; two routes never share method and path.</summary>
internal sealed class EndpointTable
{
    private readonly Dictionary<string, Dictionary<string, Endpoint>> exact = new(StringComparer.Ordinal);
    private readonly List<(string Prefix, Dictionary<string, Endpoint> Methods)> tails = [];
    private readonly List<Endpoint> all = [];

    /// <summary>The endpoints, in the order in which they were added.</summary>
    public IReadOnlyList<Endpoint> All => all;

    /// <summary>Routes under <c>/api/VERSION/</c> and <c>/ajax-api/VERSION/</c>, which behave alike.</summary>
    /// <param name="version">Version and what follows it, e.g. <c>2.0/mlflow</c>.</param>
    /// <param name="wrongType">How a body of another content type is refused.</param>
    public EndpointGroup Api(string version, WrongTypeRefusal wrongType = WrongTypeRefusal.Protocol) =>
        new(this, [$"/api/{version}/", $"/ajax-api/{version}/"], wrongType);

    /// <summary>Routes under <c>/ajax-api/VERSION/</c> alone: only the web pages call them.</summary>
    /// <param name="version">Version and what follows it, e.g. <c>2.0/mlflow</c>.</param>
    public EndpointGroup Pages(string version) => new(this, [$"/ajax-api/{version}/"], WrongTypeRefusal.Protocol);

    /// <summary>Routes at fixed paths that answer with and without the static prefix.</summary>
    public EndpointGroup Probes() => new(this, ["/"], WrongTypeRefusal.Protocol) { IgnoresStaticPrefix = true };

    /// <summary>Routes at fixed paths.</summary>
    public EndpointGroup Root() => new(this, ["/"], WrongTypeRefusal.Protocol);

    /// <summary>Adds an endpoint.</summary>
    /// <exception cref="InvalidOperationException">The path has this method already.</exception>
    public void Add(Endpoint endpoint)
    {
        var methods = MethodsOf(endpoint.Path);
        if (!methods.TryAdd(endpoint.Method, endpoint))
        {
            throw new InvalidOperationException($"{endpoint.Method} {endpoint.Path} is in the table twice");
        }
        all.Add(endpoint);
    }

    /// <summary>Finds the methods of a path.</summary>
    /// <param name="path">The decoded path, without static prefix.</param>
    /// <param name="methods">The methods, when there are any.</param>
    /// <param name="pathValue">What the path's variable part holds; empty for a fixed path.</param>
    public bool TryFind(string path, [NotNullWhen(true)] out IReadOnlyDictionary<string, Endpoint>? methods, out string pathValue)
    {
        pathValue = "";
        if (exact.TryGetValue(path, out var found))
        {
            methods = found;
            return true;
        }
        foreach (var (prefix, tail) in tails)
        {
            if (path.Length > prefix.Length && path.StartsWith(prefix, StringComparison.Ordinal))
            {
                methods = tail;
                pathValue = path[prefix.Length..];
                return true;
            }
        }
        methods = null;
        return false;
    }

    private Dictionary<string, Endpoint> MethodsOf(string path)
    {
        var brace = path.IndexOf('{', StringComparison.Ordinal);
        if (brace < 0)
        {
            if (!exact.TryGetValue(path, out var methods))
            {
                exact.Add(path, methods = new Dictionary<string, Endpoint>(StringComparer.Ordinal));
            }
            return methods;
        }
        if (!path.EndsWith(":path}", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{path}: only a last part of the form {{name:path}} may vary");
        }
        var prefix = path[..brace];
        var index = tails.FindIndex(tail => tail.Prefix == prefix);
        if (index < 0)
        {
            tails.Add((prefix, new Dictionary<string, Endpoint>(StringComparer.Ordinal)));
            index = tails.Count - 1;
        }
        return tails[index].Methods;
    }
}
