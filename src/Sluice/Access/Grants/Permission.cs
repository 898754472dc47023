namespace Sluice.Access.Grants;

/// <summary>
/// MLflow's ladder of what one may do with a resource; a higher level includes the lower ones. <see cref="Deny"/> is not a level but a
/// veto: it beats every positive grant on the same key. Source: docs/access.md, "The ladder".
/// </summary>
internal enum Permission
{
    /// <summary>Nothing. Only as the default permission; it can't be granted.</summary>
    NoPermissions,

    /// <summary>See.</summary>
    Read,

    /// <summary>Use in requests.</summary>
    Use,

    /// <summary>Change, and create inside.</summary>
    Edit,

    /// <summary>Delete, restore, grant and revoke for others.</summary>
    Manage,

    /// <summary>The veto.</summary>
    Deny,
}

/// <summary>The names that the protocol and the databases use for <see cref="Permission"/>.</summary>
internal static class PermissionNames
{
    private static readonly (Permission Permission, string Name)[] Names =
    [
        (Permission.Read, "READ"),
        (Permission.Use, "USE"),
        (Permission.Edit, "EDIT"),
        (Permission.Manage, "MANAGE"),
        (Permission.NoPermissions, "NO_PERMISSIONS"),
        (Permission.Deny, "DENY"),
    ];

    /// <summary>The name, e.g. <c>MANAGE</c>.</summary>
    public static string Name(this Permission permission) => Names[Array.FindIndex(Names, n => n.Permission == permission)].Name;

    /// <summary>The permission of a name; a text that is none counts as the veto, so that a damaged row can't open anything.</summary>
    public static Permission Parse(string name)
    {
        var index = Array.FindIndex(Names, n => n.Name == name);
        return index < 0 ? Permission.Deny : Names[index].Permission;
    }
}
