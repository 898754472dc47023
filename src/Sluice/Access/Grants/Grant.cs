namespace Sluice.Access.Grants;

/// <summary>One row of what a user's roles allow or forbid.</summary>
/// <param name="RoleId">The role's number.</param>
/// <param name="RoleName">The role; <c>__user_N__</c> holds what was granted to user N directly.</param>
/// <param name="Workspace">The role's workspace.</param>
/// <param name="Type">The kind of resource, in the protocol's words (see <see cref="ResourceTypeNames"/>).</param>
/// <param name="Pattern">A resource's id or name, or <c>*</c>.</param>
/// <param name="Permission">What it gives, or the veto.</param>
internal sealed record Grant(long RoleId, string RoleName, string Workspace, string Type, string Pattern, Permission Permission);
