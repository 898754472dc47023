using Sluice.Access.Grants;

namespace Sluice.Access.Rules;

/// <summary>
/// A level that the caller needs on what the message names, as <see cref="EffectivePermissions.Decide"/> judges it. An unknown name and
/// a forbidden one look the same to whoever is no administrator.
/// </summary>
/// <param name="level">The level.</param>
/// <param name="target">How the resource is found.</param>
/// <param name="noDenyOn">Tiers on which the caller must not have a veto.</param>
/// <param name="byEachTier">Tiers by each of which the level is needed too (else on the resource).</param>
internal sealed class TargetRule<TMessage, TRow>(
    Permission level,
    TargetOf<TMessage, TRow> target,
    ResourceType[]? noDenyOn = null,
    ResourceType[]? byEachTier = null
) : IAccessRule<TMessage, Named<TRow>>
    where TRow : class
{
    /// <inheritdoc/>
    public string Description { get; } =
        $"{level.Name()} on the {target.Kind}"
        + (noDenyOn is null ? "" : $", no DENY on {string.Join(", ", noDenyOn.Select(tier => tier.Name()))}")
        + (byEachTier is null ? "" : $", and by each tier {string.Join(", ", byEachTier.Select(tier => tier.Name()))}");

    /// <summary>The same rule with tiers on which the caller must not have a veto.</summary>
    public TargetRule<TMessage, TRow> NoDenyOn(params ResourceType[] tiers) => new(level, target, tiers, byEachTier);

    /// <summary>The same rule with tiers by each of which the level is needed too.</summary>
    public TargetRule<TMessage, TRow> AndByEachTier(params ResourceType[] tiers) => new(level, target, noDenyOn, tiers);

    /// <summary>The same rule for one kind of message, so that it can be combined with rules on other things that the message names.</summary>
    public IAccessRule<TOther, Named<TRow>> For<TOther>()
        where TOther : class, TMessage => this;

    /// <inheritdoc/>
    public async ValueTask<Judged<Named<TRow>>> JudgeAsync(IAccessContext context, TMessage message)
    {
        var name = target.Name(message);
        if (string.IsNullOrEmpty(name))
        {
            return context.Principal.IsAdmin ? Judged(Admin, null, name) : throw new MissingTargetException(target.Parameter);
        }
        if (target.PlaceAsync is { } place && !context.Principal.IsAdmin)
        {
            var early = await DecideAsync(context, await place(name, context.Cancelled));
            if (!early.Allowed)
            {
                return Judged(early, null, name);
            }
        }
        // The row is judged again: it is what the handler gets.
        var found = await target.FindAsync(name, context.Cancelled);
        return Judged(await DecideAsync(context, found?.Target), found?.Row, name);
    }

    private async ValueTask<Decision> DecideAsync(IAccessContext context, Target? found) =>
        context.Principal.IsAdmin ? Admin
        : found is { } known ? (await context.PermissionsAsync()).Decide(level, known, Description, noDenyOn, byEachTier)
        : new Decision(false, Description, null, $"no such {target.Kind}");

    private Decision Admin => new(true, Description, null, "admin");

    private Judged<Named<TRow>> Judged(Decision decision, TRow? row, string? name) =>
        new(decision, new Named<TRow>(row, name, target.Unknown));
}
