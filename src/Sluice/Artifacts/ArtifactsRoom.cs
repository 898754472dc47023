using Sluice.Artifacts.Stores;
using Sluice.Configuration;
using Sluice.Protocol;
using Sluice.Protocol.Routes;

namespace Sluice.Artifacts;

/// <summary>The artifacts that the server keeps: the store and its routes.</summary>
/// <param name="settings">Whether artifacts are served, and where they lie.</param>
/// <param name="experimentExists">Looks up experiments.</param>
internal sealed class ArtifactsRoom(ArtifactSettings settings, ExperimentExists experimentExists)
{
    private readonly LocalStore? store = settings.Serve ? LocalStore.At(settings.Destination) : null;

    /// <summary>Adds the routes.</summary>
    public void AddTo(EndpointTable table) => new ArtifactEndpoints(store, experimentExists).AddTo(table);

    /// <summary>What a start does that no request waits for: leftovers of uploads go.</summary>
    public void Finish()
    {
        try
        {
            store?.RemoveLeftovers();
        }
        catch (Exception fault) when (fault is StorageUnavailableException or MlflowException)
        {
            // The server starts without its folder as well; requests tell what is wrong with it.
        }
    }
}
