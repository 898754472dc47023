using Sluice.Identity;

namespace Sluice.Access;

/// <summary>
/// A level that the caller needs on the resource that the message names. Inside a tier it is: READ on the resource that holds it, and
/// the level by the tier's grants where the caller has any, else on that resource. Source: contract, authorization.md sections 1 and 13.
/// </summary>
/// <param name="level">The level.</param>
/// <param name="target">How the resource is found.</param>
/// <param name="undenied">Tiers on which the caller must not have a veto.</param>
/// <param name="wholly">Tiers on each of which the level is needed too (else on the resource).</param>
internal sealed class TargetRule<TMessage>(
    Permission level,
    TargetOf<TMessage> target,
    ResourceType[]? undenied = null,
    ResourceType[]? wholly = null
) : IAccessRule<TMessage>
{
    /// <inheritdoc/>
    public string Description { get; } =
        $"{level.Name()} on the {target.Kind}"
        + (undenied is null ? "" : $", no DENY on {string.Join(", ", undenied.Select(tier => tier.Name()))}")
        + (wholly is null ? "" : $", and by each tier {string.Join(", ", wholly.Select(tier => tier.Name()))}");

    /// <summary>The same rule with tiers on which the caller must not have a veto.</summary>
    public TargetRule<TMessage> Undenied(params ResourceType[] tiers) => new(level, target, tiers, wholly);

    /// <summary>The same rule with tiers on which the level is needed too.</summary>
    public TargetRule<TMessage> Wholly(params ResourceType[] tiers) => new(level, target, undenied, tiers);

    /// <inheritdoc/>
    /// <exception cref="MissingTargetException">The message doesn't name a resource.</exception>
    public async ValueTask<Decision> DecideAsync(IAccessContext context, TMessage message)
    {
        var id = target.Id(message);
        if (string.IsNullOrEmpty(id))
        {
            return context.Principal.IsAdmin ? Admin() : throw new MissingTargetException(target.Parameter);
        }
        var found = await target.Find(context, id);
        if (context.Principal.IsAdmin)
        {
            return Admin();
        }
        // An unknown id and a forbidden one look the same.
        return found is { } resource
            ? TargetJudge.Judge(Description, level, await context.GrantsAsync(), resource, undenied, wholly)
            : new Decision(false, Description, null, $"no such {target.Kind}");
    }

    private Decision Admin() => new(true, Description, null, "admin");
}
