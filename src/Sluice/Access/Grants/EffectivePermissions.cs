namespace Sluice.Access.Grants;

/// <summary>
/// What one user may do in one workspace: all his grants, and how they combine into a permission, a decision or a list. Source:
/// docs/access.md, "Tiers".
/// </summary>
/// <param name="grants">The grants.</param>
/// <param name="defaultPermission">What holds where no grant speaks.</param>
internal sealed class EffectivePermissions(IReadOnlyList<Grant> grants, Permission defaultPermission)
{
    /// <summary>The workspace that every resource is in while workspaces are off.</summary>
    public const string DefaultWorkspace = "default";

    /// <summary>The grants.</summary>
    public IReadOnlyList<Grant> Grants => grants;

    /// <summary>
    /// What the user may do with one resource: a veto, else the highest grant but never less than the default permission, else the
    /// default permission.
    /// </summary>
    /// <returns>The level and the grant that decided, which is null where the default did.</returns>
    public (Permission Level, Grant? By) On(ResourceType type, string id)
    {
        var (level, by) = Highest(type.Name(), id);
        return by is null || (level != Permission.Deny && level < defaultPermission) ? (defaultPermission, null) : (level, by);
    }

    /// <summary>The highest grant on a whole tier, the veto before all; null where no grant names the tier.</summary>
    public Grant? OnTier(ResourceType tier) => Highest(tier.Name(), "*").By;

    /// <summary>Whether the user administers the workspace: everything in it is his, and no veto reaches him.</summary>
    public Grant? WorkspaceAdministration => grants.FirstOrDefault(g => g.Type == "workspace" && g.Permission == Permission.Manage);

    /// <summary>
    /// Whether the user may do something with a target: READ on the resource itself, and the level by the target's tier where he has a
    /// grant on that, else on the resource.
    /// </summary>
    /// <param name="level">The level that is needed.</param>
    /// <param name="target">The target.</param>
    /// <param name="rule">The rule in words, for the decision.</param>
    /// <param name="noDenyOn">Tiers on which he must not have a veto.</param>
    /// <param name="byEachTier">Tiers by each of which the level is needed too (else on the resource).</param>
    public Decision Decide(Permission level, Target target, string rule, ResourceType[]? noDenyOn = null, ResourceType[]? byEachTier = null)
    {
        if (WorkspaceAdministration is { } administration)
        {
            return new Decision(true, rule, administration, "administers the workspace");
        }
        var (held, by) = On(target.Type, target.Id);
        if (!Holds(held, Permission.Read))
        {
            return new Decision(false, rule, by, $"{held.Name()} on {target.Type.Name()} {target.Id}");
        }
        foreach (var tier in noDenyOn ?? [])
        {
            if (OnTier(tier) is { Permission: Permission.Deny } veto)
            {
                return new Decision(false, rule, veto, $"DENY on {tier.Name()}");
            }
        }
        foreach (var tier in byEachTier ?? [])
        {
            var decides = OnTier(tier);
            if (!Holds(decides?.Permission ?? held, level))
            {
                return new Decision(false, rule, decides ?? by, $"less than {level.Name()} by {tier.Name()}");
            }
        }
        var inside = target.Tier is { } inner ? OnTier(inner) : null;
        var allowed = Holds(inside?.Permission ?? held, level);
        return new Decision(allowed, rule, inside ?? by, allowed ? "held" : $"less than {level.Name()}");
    }

    /// <summary>Which resources of a kind the user may see, for a list that is filtered in SQL.</summary>
    /// <param name="type">The kind.</param>
    /// <param name="tier">The tier that the listed rows belong to; a veto on it empties the list.</param>
    public VisibleSet Visible(ResourceType type, ResourceType? tier = null)
    {
        if (WorkspaceAdministration is not null)
        {
            return VisibleSet.All;
        }
        if (tier is { } rows && OnTier(rows) is { Permission: Permission.Deny })
        {
            return VisibleSet.None;
        }
        var own = grants.Where(g => g.Type == type.Name()).ToList();
        if (own.Exists(g => g is { Pattern: "*", Permission: Permission.Deny }))
        {
            return VisibleSet.None;
        }
        var denied = own.Where(g => g.Permission == Permission.Deny).Select(g => g.Pattern).ToHashSet(StringComparer.Ordinal);
        var everything =
            defaultPermission >= Permission.Read
            || grants.Any(g => g is { Type: "workspace", Permission: Permission.Use or Permission.Manage })
            || own.Exists(g => g.Pattern == "*" && g.Permission >= Permission.Read);
        return everything
            ? VisibleSet.AllBut(denied)
            : VisibleSet.Only(own.Where(g => g.Permission >= Permission.Read && !denied.Contains(g.Pattern)).Select(g => g.Pattern));
    }

    private static bool Holds(Permission held, Permission needed) => held != Permission.Deny && held >= needed;

    private (Permission Level, Grant? By) Highest(string type, string id)
    {
        Grant? by = null;
        foreach (var grant in grants)
        {
            if (grant.Type == type && (grant.Pattern == "*" || grant.Pattern == id) && (by is null || grant.Permission > by.Permission))
            {
                by = grant;
            }
        }
        return (by?.Permission ?? Permission.NoPermissions, by);
    }
}

/// <summary>How a request was judged: which rule, by which grant, with what outcome.</summary>
/// <param name="Allowed">The outcome.</param>
/// <param name="Rule">The rule, in the words of the routes' page.</param>
/// <param name="By">The grant that decided; null where the admin flag, the default permission or the rule itself did.</param>
/// <param name="Reason">Why, in a few words.</param>
internal sealed record Decision(bool Allowed, string Rule, Grant? By, string Reason);

/// <summary>The resource that a request acts on: an experiment itself, or something of a tier inside it.</summary>
/// <param name="Type">Kind of the resource that carries grants.</param>
/// <param name="Id">Its id.</param>
/// <param name="Tier">The tier inside it, for a run, trace and so on; null for the resource itself.</param>
internal readonly record struct Target(ResourceType Type, string Id, ResourceType? Tier = null);
