using Sluice.Configuration.Databases;

namespace Sluice.Configuration;

/// <summary>Everything that can be set about a server: complete, checked, and unchanging while it runs.</summary>
internal sealed record Settings
{
    /// <summary>Where the server listens.</summary>
    public required ListenSettings Listen { get; init; }

    /// <summary>Which hosts and origins it answers, and the headers that it adds.</summary>
    public required BrowserSettings Browser { get; init; }

    /// <summary>What it believes of proxies.</summary>
    public required ProxySettings Proxies { get; init; }

    /// <summary>Times and sizes of connections and requests.</summary>
    public required LimitSettings Limits { get; init; }

    /// <summary>The database of experiments, runs and models. Not opened when <see cref="ArtifactSettings.Only"/> is on.</summary>
    public required DatabaseSettings Tracking { get; init; }

    /// <summary>The accounts, or null for a server without a sign-in.</summary>
    public required AccountSettings? Accounts { get; init; }

    /// <summary>Where artifacts lie.</summary>
    public required ArtifactSettings Artifacts { get; init; }

    /// <summary>What is logged.</summary>
    public required LogSettings Log { get; init; }
}
