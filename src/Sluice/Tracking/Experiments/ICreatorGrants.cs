using Sluice.Identity;

namespace Sluice.Tracking.Experiments;

/// <summary>Gives whoever makes an experiment the right to manage it. Tracking owns the question; accounts answer it.</summary>
internal interface ICreatorGrants
{
    /// <summary>Grants MANAGE on a new experiment to its creator.</summary>
    ValueTask GrantAsync(Principal creator, string experimentId);
}
