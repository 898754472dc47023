using CsCheck;
using Sluice.Access.Grants;

namespace Sluice.Tests.Access;

/// <summary>Made-up grants for property tests: few kinds and ids, so that they meet often.</summary>
internal static class MadeGrants
{
    /// <summary>The levels that a default permission can have.</summary>
    public static readonly Permission[] Defaults =
    [
        Permission.NoPermissions,
        Permission.Read,
        Permission.Use,
        Permission.Edit,
        Permission.Manage,
    ];

    private static readonly string[] Patterns = ["*", "1", "2", "3"];
    private static readonly Permission[] Grantable = [Permission.Read, Permission.Use, Permission.Edit, Permission.Manage, Permission.Deny];

    private static readonly Gen<Grant> OnExperiments = Gen.Select(Gen.OneOf(Patterns), Gen.OneOf(Grantable))
        .Select((pattern, permission) => Of("experiment", pattern, permission));

    private static readonly Gen<Grant> OnTiers = Gen.Select(Gen.OneOf("run", "trace", "logged_model"), Gen.OneOf(Grantable))
        .Select((type, permission) => Of(type, "*", permission));

    private static readonly Gen<Grant> OnWorkspace = Gen.OneOf(Permission.Use, Permission.Manage)
        .Select(permission => Of("workspace", "*", permission));

    /// <summary>Grants of one user, rarely of the whole workspace.</summary>
    public static readonly Gen<Grant[]> Some = Gen.Frequency((5, OnExperiments), (3, OnTiers), (1, OnWorkspace)).Array[0, 6];

    /// <summary>A grant of a role that nothing asks about.</summary>
    public static Grant Of(string type, string pattern, Permission permission) => new(1, "role", "default", type, pattern, permission);
}
