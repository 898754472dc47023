namespace Sluice.Access;

/// <summary>A rule that looks at the caller alone.</summary>
internal sealed class FixedRule : IAccessRule<object>
{
    private readonly Func<IAccessContext, bool> allows;

    private FixedRule(string description, bool isPublic, Func<IAccessContext, bool> allows)
    {
        Description = description;
        IsPublic = isPublic;
        this.allows = allows;
    }

    /// <summary>Nobody needs to sign in.</summary>
    public static FixedRule Public { get; } = new("nobody needs to sign in", true, _ => true);

    /// <summary>Any account will do.</summary>
    public static FixedRule SignedIn { get; } = new("any signed-in user", false, _ => true);

    /// <summary>Any account will do; the answer shows only what the caller may see.</summary>
    public static FixedRule Listed { get; } = new("any signed-in user; only what he may see is listed", false, _ => true);

    /// <summary>Administrators alone.</summary>
    public static FixedRule Admin { get; } = new("admin", false, context => context.Principal.IsAdmin);

    /// <inheritdoc/>
    public string Description { get; }

    /// <inheritdoc/>
    public bool IsPublic { get; }

    /// <inheritdoc/>
    public ValueTask<Decision> DecideAsync(IAccessContext context, object message) =>
        ValueTask.FromResult(new Decision(allows(context), Description, null, context.Principal.IsAdmin ? "admin" : Description));
}
