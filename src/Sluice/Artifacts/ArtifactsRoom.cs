using Sluice.Artifacts.Stores;
using Sluice.Configuration;
using Sluice.Protocol.Routes;

namespace Sluice.Artifacts;

/// <summary>The artifacts that the server keeps: the store and its routes.</summary>
/// <param name="settings">Whether artifacts are served, and where they lie.</param>
/// <param name="experimentExists">Looks up experiments.</param>
internal sealed class ArtifactsRoom(ArtifactSettings settings, ExperimentExists experimentExists)
{
    /// <summary>Adds the routes.</summary>
    public void AddTo(EndpointTable table) =>
        new ArtifactEndpoints(settings.Serve ? LocalStore.At(settings.Destination) : null, experimentExists).AddTo(table);
}
