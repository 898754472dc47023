using Sluice.Access.Grants;

namespace Sluice.Access.Rules;

/// <summary>
/// A level that the caller needs on every resource that the message names: one that is forbidden or unknown refuses the whole
/// request. Source: docs/access.md, "Tiers".
/// </summary>
internal sealed class EachTargetRule<TMessage>(Permission level, TargetsOf<TMessage> targets) : IAccessRule<TMessage>
{
    /// <summary>Most ids that are looked up; the handlers' own limits are lower.</summary>
    internal const int Most = 1000;

    /// <inheritdoc/>
    public string Description { get; } = $"{level.Name()} on every {targets.Kind} named";

    /// <inheritdoc/>
    public async ValueTask<Decision> DecideAsync(IAccessContext context, TMessage message)
    {
        if (context.Principal.IsAdmin)
        {
            return new Decision(true, Description, null, "admin");
        }
        var names = targets.Names(message);
        if (names.Count == 0)
        {
            throw new MissingTargetException(targets.Parameter);
        }
        if (names.Count > Most)
        {
            return new Decision(false, Description, null, "too many");
        }
        var found = await targets.FindAsync(names, context.Cancelled);
        var permissions = await context.PermissionsAsync();
        foreach (var name in names)
        {
            if (!found.TryGetValue(name, out var target))
            {
                return new Decision(false, Description, null, $"no such {targets.Kind}");
            }
            var decision = permissions.Decide(level, target, Description);
            if (!decision.Allowed)
            {
                return decision;
            }
        }
        return new Decision(true, Description, null, "granted on each");
    }
}
