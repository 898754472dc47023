namespace Sluice.Access;

/// <summary>Judges a level on one target. Source: contract, authorization.md sections 1, 5 and 13.</summary>
internal static class TargetJudge
{
    /// <summary>The decision.</summary>
    /// <param name="rule">The rule in words.</param>
    /// <param name="level">The level that is needed.</param>
    /// <param name="grants">The caller's grants.</param>
    /// <param name="target">The target.</param>
    /// <param name="undenied">Tiers on which the caller must not have a veto.</param>
    /// <param name="wholly">Tiers on each of which the level is needed too (else on the target).</param>
    public static Decision Judge(
        string rule,
        Permission level,
        GrantSet grants,
        Target target,
        ResourceType[]? undenied = null,
        ResourceType[]? wholly = null
    )
    {
        if (grants.WorkspaceAdministration is { } administration)
        {
            return new Decision(true, rule, administration, "administers the workspace");
        }
        var (held, by) = grants.On(target.Type, target.Id);
        if (!Holds(held, Permission.Read))
        {
            return new Decision(false, rule, by, $"{held.Name()} on {target.Type.Name()} {target.Id}");
        }
        foreach (var tier in undenied ?? [])
        {
            if (grants.OnTier(tier) is { Permission: Permission.Deny } veto)
            {
                return new Decision(false, rule, veto, $"DENY on {tier.Name()}");
            }
        }
        foreach (var tier in wholly ?? [])
        {
            var decides = grants.OnTier(tier);
            if (!Holds(decides?.Permission ?? held, level))
            {
                return new Decision(false, rule, decides ?? by, $"less than {level.Name()} by {tier.Name()}");
            }
        }
        var inside = target.Tier is { } inner ? grants.OnTier(inner) : null;
        var decision = Holds(inside?.Permission ?? held, level);
        return new Decision(decision, rule, inside ?? by, decision ? "held" : $"less than {level.Name()}");
    }

    private static bool Holds(Permission held, Permission needed) => held != Permission.Deny && held >= needed;
}
