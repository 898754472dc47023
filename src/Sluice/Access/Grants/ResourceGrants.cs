using Sluice.Identity;

namespace Sluice.Access.Grants;

/// <summary>
/// What becomes of grants when a resource is made, renamed or deleted. Rooms tell of the event; accounts keep the grants. Only what was
/// granted to users directly changes: the grants of roles that an administrator made stay as they are. Source:
/// docs/access.md, "Grants that follow resources".
/// </summary>
internal interface IResourceGrants
{
    /// <summary>A resource was made: its creator may manage it. A direct grant that he has on it already is replaced.</summary>
    ValueTask CreatedAsync(Principal creator, ResourceType type, string id);

    /// <summary>A resource has another name: grants follow it.</summary>
    ValueTask RenamedAsync(ResourceType type, string from, string to);

    /// <summary>A resource is gone: so are the grants on it.</summary>
    ValueTask DeletedAsync(ResourceType type, string id);
}

/// <summary>A server without accounts has nothing to grant.</summary>
internal sealed class NoResourceGrants : IResourceGrants
{
    /// <inheritdoc/>
    public ValueTask CreatedAsync(Principal creator, ResourceType type, string id) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask RenamedAsync(ResourceType type, string from, string to) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DeletedAsync(ResourceType type, string id) => ValueTask.CompletedTask;
}
