using Sluice.Access.Grants;

namespace Sluice.Access.Rules;

/// <summary>Who may create a resource of a kind that has no parent: every account without a veto on the kind.</summary>
internal sealed class CreateRule(ResourceType type) : IAccessRule<object>
{
    /// <inheritdoc/>
    public string Description { get; } = $"any signed-in user without DENY on {type.Name()}/*; he gets MANAGE on what he made";

    /// <inheritdoc/>
    public async ValueTask<Decision> DecideAsync(IAccessContext context, object message)
    {
        if (context.Principal.IsAdmin)
        {
            return new Decision(true, Description, null, "admin");
        }
        var permissions = await context.PermissionsAsync();
        var veto =
            permissions.WorkspaceAdministration is null && permissions.OnTier(type) is { Permission: Permission.Deny } deny ? deny : null;
        return new Decision(veto is null, Description, veto, veto is null ? "may create" : "DENY");
    }
}
