using Sluice.Protocol;

namespace Sluice.Tracking.LoggedModels;

/// <summary>A search of logged models; what it asks for beyond the experiments is read when they are served.</summary>
internal sealed class SearchLoggedModels
{
    public List<string> ExperimentIds { get; } = [];

    public static MessageShape<SearchLoggedModels> Shape { get; } =
        new(new TextListField<SearchLoggedModels>("experiment_ids", m => m.ExperimentIds).Required());
}
