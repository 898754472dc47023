namespace Sluice.Tracking.Runs;

/// <summary>State of a run.</summary>
internal enum RunStatus
{
    /// <summary>Under way.</summary>
    Running,

    /// <summary>Planned.</summary>
    Scheduled,

    /// <summary>Ended well.</summary>
    Finished,

    /// <summary>Ended with an error.</summary>
    Failed,

    /// <summary>Ended from outside.</summary>
    Killed,
}
