using Sluice.Identity;

namespace Sluice.Access;

/// <summary>What a rule knows of the request that it judges.</summary>
internal interface IAccessContext
{
    /// <summary>Who asks.</summary>
    Principal Principal { get; }

    /// <summary>Fires when the caller has gone.</summary>
    CancellationToken Cancelled { get; }

    /// <summary>The caller's grants.</summary>
    ValueTask<GrantSet> GrantsAsync();

    /// <summary>Leaves a row that a rule had to read for the handler.</summary>
    void Keep(object row);
}
