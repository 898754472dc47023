using Sluice.Access.Grants;
using Sluice.Access.Rules;
using Sluice.Identity;

namespace Sluice.Protocol.Routes;

/// <summary>One request as rules and handlers see it: who asks, and the body where it is a stream.</summary>
internal sealed class Call : IAccessContext
{
    private readonly GrantCache grants;

    /// <param name="principal">Who asks.</param>
    /// <param name="grants">Where his grants come from.</param>
    /// <param name="epoch">The state of the accounts on which the request is decided.</param>
    /// <param name="body">The request's body.</param>
    /// <param name="cancelled">Fires when the caller has gone.</param>
    public Call(Principal principal, GrantCache grants, long epoch, Stream body, CancellationToken cancelled)
    {
        Principal = principal;
        this.grants = grants;
        Epoch = epoch;
        Body = body;
        Cancelled = cancelled;
    }

    /// <inheritdoc/>
    public Principal Principal { get; }

    /// <inheritdoc/>
    public CancellationToken Cancelled { get; }

    /// <summary>The state of the accounts on which the request is decided.</summary>
    public long Epoch { get; }

    /// <summary>The request's body, for routes that take it as a stream.</summary>
    public Stream Body { get; }

    /// <summary>Length of the body in bytes, where the caller said it.</summary>
    public long? BodyLength { get; init; }

    /// <summary>How the request was judged; null until then.</summary>
    public Decision? Decision { get; set; }

    /// <summary>The <c>Range</c> header, where there is one.</summary>
    public string? Range { get; init; }

    /// <summary>The <c>If-Range</c> header, where there is one.</summary>
    public string? IfRange { get; init; }

    /// <inheritdoc/>
    public ValueTask<EffectivePermissions> PermissionsAsync() => grants.OfAsync(Principal, Epoch, Cancelled);

    /// <summary>Which resources of a kind the caller may see.</summary>
    /// <param name="type">The kind.</param>
    /// <param name="tier">The tier that the listed rows belong to.</param>
    public async ValueTask<VisibleSet> VisibleAsync(ResourceType type, ResourceType? tier = null) =>
        Principal.IsAdmin ? VisibleSet.All : (await PermissionsAsync()).Visible(type, tier);
}
