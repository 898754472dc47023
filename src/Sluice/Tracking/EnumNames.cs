using Sluice.Protocol.Messages;
using Sluice.Search;
using Sluice.Tracking.Runs;

namespace Sluice.Tracking;

/// <summary>Names and numbers of the protocol's enums. Source: docs/protocol.md, "Enums".</summary>
internal static class EnumNames
{
    /// <summary>Which stages a search looks at.</summary>
    public static EnumValues<ViewType> Views { get; } =
        new("ViewType", ("ACTIVE_ONLY", 1, ViewType.ActiveOnly), ("DELETED_ONLY", 2, ViewType.DeletedOnly), ("ALL", 3, ViewType.All));

    /// <summary>States of a run.</summary>
    public static EnumValues<RunStatus> RunStatuses { get; } =
        new(
            "RunStatus",
            ("RUNNING", 1, RunStatus.Running),
            ("SCHEDULED", 2, RunStatus.Scheduled),
            ("FINISHED", 3, RunStatus.Finished),
            ("FAILED", 4, RunStatus.Failed),
            ("KILLED", 5, RunStatus.Killed)
        );
}
