using Sluice.Protocol.Messages;

namespace Sluice.Tracking.LoggedModels;

/// <summary>A search of logged models; what it asks for beyond the experiments is read when they are served.</summary>
internal sealed class SearchLoggedModels
{
    public readonly List<string> ExperimentIds = [];

    public static readonly MessageShape<SearchLoggedModels> Shape = new(f => f.Texts("experiment_ids", m => m.ExperimentIds).Required());
}
