namespace Sluice.Access.Grants;

/// <summary>The kinds of resource that a grant can name. Source: docs/access.md, "Kinds of resources".</summary>
internal enum ResourceType
{
    /// <summary>A tracking experiment.</summary>
    Experiment,

    /// <summary>All runs (a tier: its only pattern is <c>*</c>).</summary>
    Run,

    /// <summary>All traces (a tier).</summary>
    Trace,

    /// <summary>All assessments (a tier).</summary>
    Assessment,

    /// <summary>All logged models (a tier).</summary>
    LoggedModel,

    /// <summary>All review queues (a tier).</summary>
    ReviewQueue,

    /// <summary>A scorer.</summary>
    Scorer,

    /// <summary>All versions of scorers (a tier).</summary>
    ScorerVersion,
}

/// <summary>The names that the protocol and the databases use for <see cref="ResourceType"/>.</summary>
internal static class ResourceTypeNames
{
    /// <summary>The name, e.g. <c>logged_model</c>.</summary>
    public static string Name(this ResourceType type) =>
        type switch
        {
            ResourceType.Experiment => "experiment",
            ResourceType.Run => "run",
            ResourceType.Trace => "trace",
            ResourceType.Assessment => "assessment",
            ResourceType.LoggedModel => "logged_model",
            ResourceType.ReviewQueue => "review_queue",
            ResourceType.Scorer => "scorer",
            ResourceType.ScorerVersion => "scorer_version",
            _ => throw new ArgumentOutOfRangeException(nameof(type)),
        };
}
