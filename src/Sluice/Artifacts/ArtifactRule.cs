using System.Globalization;
using Sluice.Access.Grants;
using Sluice.Access.Rules;

namespace Sluice.Artifacts;

/// <summary>Whether there is an experiment with an id: asked by the artifact proxy, answered by tracking.</summary>
internal delegate ValueTask<bool> ExperimentExists(long id, CancellationToken cancelled);

/// <summary>
/// A level on what a path of the proxy lies in: the experiment that its first segment names, and the tier that its second names.
/// Whoever is no administrator may name nothing else. Source: docs/access.md, "Artifact paths".
/// </summary>
/// <param name="level">The level.</param>
/// <param name="experimentExists">Looks up experiments.</param>
/// <param name="removesFolders">Whether what lies below the path goes too, so that the level is needed on every tier that can lie there.</param>
internal sealed class ArtifactRule(Permission level, ExperimentExists experimentExists, bool removesFolders = false)
    : IAccessRule<NameArtifact>
{
    /// <inheritdoc/>
    public string Description { get; } =
        $"{level.Name()} on the experiment or tier that the path lies in; a path without experiment: admin"
        + (removesFolders ? "; everything below is judged too" : "");

    /// <inheritdoc/>
    public async ValueTask<Decision> DecideAsync(IAccessContext context, NameArtifact message)
    {
        var path = message.Checked;
        if (context.Principal.IsAdmin)
        {
            return new Decision(true, Description, null, "admin");
        }
        if (path.ExperimentId is not { } id || !await experimentExists(id, context.Cancelled))
        {
            return new Decision(false, Description, null, "names no experiment");
        }
        var permissions = await context.PermissionsAsync();
        ResourceType[]? below =
            !removesFolders || path.Tier is not null ? null
            : path.Segments.Length == 1 ? [ResourceType.Run, ResourceType.Trace, ResourceType.LoggedModel]
            : [ResourceType.Run];
        return Decide(permissions, id, path.Tier, below);
    }

    /// <summary>Decides on an experiment that is there, or on a tier inside it.</summary>
    public Decision Decide(EffectivePermissions permissions, long experiment, ResourceType? tier, ResourceType[]? byEachTier = null) =>
        permissions.Decide(
            level,
            new Target(ResourceType.Experiment, experiment.ToString(CultureInfo.InvariantCulture), tier),
            Description,
            byEachTier: byEachTier
        );
}
