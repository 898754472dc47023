using Sluice.Access.Grants;

namespace Sluice.Tests.Access;

/// <summary>The rules of access once more, written as one would read them aloud, without a thought for speed.</summary>
internal sealed class NaiveAccess(IReadOnlyList<Grant> grants, Permission byDefault)
{
    /// <summary>Whether the user administers the workspace.</summary>
    public bool AdministersWorkspace => grants.Any(grant => grant is { Type: "workspace", Permission: Permission.Manage });

    /// <summary>What the user may do with an experiment; the veto is itself.</summary>
    public Permission On(string experiment)
    {
        var matching = grants.Where(grant => grant.Type == "experiment" && (grant.Pattern == "*" || grant.Pattern == experiment)).ToList();
        if (matching.Count == 0)
        {
            return byDefault;
        }
        if (matching.Any(grant => grant.Permission == Permission.Deny))
        {
            return Permission.Deny;
        }
        var highest = matching.Max(grant => grant.Permission);
        return highest < byDefault ? byDefault : highest;
    }

    /// <summary>Whether the user may do something with what an experiment holds of a tier, or with the experiment itself.</summary>
    public bool May(Permission level, string experiment, string? tier)
    {
        if (AdministersWorkspace)
        {
            return true;
        }
        var own = On(experiment);
        if (own is Permission.Deny or Permission.NoPermissions)
        {
            return false;
        }
        return OnTier(tier) is { } decides ? Reaches(decides, level) : Reaches(own, level);
    }

    /// <summary>Whether a list of what lies in experiments shows what is in one.</summary>
    public bool Lists(string experiment, string? tier)
    {
        if (AdministersWorkspace)
        {
            return true;
        }
        if (OnTier(tier) == Permission.Deny)
        {
            return false;
        }
        var own = On(experiment);
        return own != Permission.Deny && (own >= Permission.Read || grants.Any(grant => grant.Type == "workspace"));
    }

    /// <summary>The veto or the highest grant on a tier; null where there is none.</summary>
    public Permission? OnTier(string? tier)
    {
        var matching = grants.Where(grant => grant.Type == tier).Select(grant => grant.Permission).ToList();
        return matching.Count == 0 ? null
            : matching.Contains(Permission.Deny) ? Permission.Deny
            : matching.Max();
    }

    /// <summary>Whether a level includes another.</summary>
    public static bool Reaches(Permission held, Permission level) => held != Permission.Deny && held >= level;
}
