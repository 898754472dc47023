namespace Sluice.Access;

/// <summary>The words in which routes state their rules.</summary>
internal static class Require
{
    /// <summary>READ on the target.</summary>
    public static TargetRule<T> Read<T>(TargetOf<T> target) => new(Permission.Read, target);

    /// <summary>READ on every target.</summary>
    public static EachTargetRule<T> ReadEach<T>(TargetsOf<T> targets) => new(Permission.Read, targets);

    /// <summary>EDIT on the target.</summary>
    public static TargetRule<T> Edit<T>(TargetOf<T> target) => new(Permission.Edit, target);

    /// <summary>MANAGE on the target.</summary>
    public static TargetRule<T> Manage<T>(TargetOf<T> target) => new(Permission.Manage, target);

    /// <summary>Administrators, and the user whom the request names.</summary>
    public static SelfRule<T> Self<T>(Func<T, string?> name) => new(name);

    /// <summary>Whoever may create a resource of a kind without parent.</summary>
    public static CreateRule Create(ResourceType type) => new(type);
}
