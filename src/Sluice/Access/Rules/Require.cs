using Sluice.Access.Grants;

namespace Sluice.Access.Rules;

/// <summary>The words in which routes state their rules. They combine with And, Or and When (<see cref="CombinedRules"/>).</summary>
internal static class Require
{
    /// <summary>Nobody needs to sign in.</summary>
    public static CallerRule Nothing { get; } = new("nobody needs to sign in", _ => true) { IsPublic = true };

    /// <summary>Any account will do.</summary>
    public static CallerRule SignedIn { get; } = new("any signed-in user", _ => true);

    /// <summary>Any account will do; the answer shows only what the caller may see.</summary>
    public static CallerRule Listed { get; } = new("any signed-in user; only what he may see is listed", _ => true);

    /// <summary>Administrators alone.</summary>
    public static CallerRule Admin { get; } = new("admin", principal => principal.IsAdmin);

    /// <summary>READ on what the message names.</summary>
    public static TargetRule<TMessage, TRow> Read<TMessage, TRow>(TargetOf<TMessage, TRow> target)
        where TRow : class => new(Permission.Read, target);

    /// <summary>READ on everything that the message names.</summary>
    public static EachTargetRule<TMessage> Read<TMessage>(TargetsOf<TMessage> targets) => new(Permission.Read, targets);

    /// <summary>USE on what the message names.</summary>
    public static TargetRule<TMessage, TRow> Use<TMessage, TRow>(TargetOf<TMessage, TRow> target)
        where TRow : class => new(Permission.Use, target);

    /// <summary>EDIT on what the message names.</summary>
    public static TargetRule<TMessage, TRow> Edit<TMessage, TRow>(TargetOf<TMessage, TRow> target)
        where TRow : class => new(Permission.Edit, target);

    /// <summary>EDIT on everything that the message names.</summary>
    public static EachTargetRule<TMessage> Edit<TMessage>(TargetsOf<TMessage> targets) => new(Permission.Edit, targets);

    /// <summary>MANAGE on what the message names.</summary>
    public static TargetRule<TMessage, TRow> Manage<TMessage, TRow>(TargetOf<TMessage, TRow> target)
        where TRow : class => new(Permission.Manage, target);

    /// <summary>MANAGE on everything that the message names.</summary>
    public static EachTargetRule<TMessage> Manage<TMessage>(TargetsOf<TMessage> targets) => new(Permission.Manage, targets);

    /// <summary>The user whom the message names.</summary>
    public static SelfRule<TMessage> Self<TMessage>(Func<TMessage, string?> name) => new(name);

    /// <summary>Whoever may create a resource of a kind without parent.</summary>
    public static CreateRule Create(ResourceType type) => new(type);
}
