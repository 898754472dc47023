using Sluice.Http.Tests.Servers;

namespace Sluice.Http.Tests.Access;

/// <summary>
/// The scenes of the matrix, kept from case to case: a route has one for the calls that it serves; all calls that are refused share one,
/// since they change nothing. Its cases run one after the other.
/// </summary>
/// <param name="servers">Where they are.</param>
public sealed class MatrixScenes(AccessServers servers)
{
    private readonly Dictionary<(DatabaseKind, string), Scene> served = [];
    private readonly Dictionary<DatabaseKind, (Scene Scene, string Picture)> untouched = [];

    /// <summary>The scene for calls that a route serves; a new one each time where it serves a call only once.</summary>
    internal async Task<Scene> Served(DatabaseKind database, string key, RouteCase route)
    {
        if (route.Once || !served.TryGetValue((database, key), out var scene))
        {
            scene = served[(database, key)] = await Scene.Make(await servers.On(database));
        }
        return scene;
    }

    /// <summary>Makes a call in the scene where nothing was changed yet, and looks whether that holds after it; if not, the next call gets another.</summary>
    internal async Task<(T Answer, bool Unchanged)> Refused<T>(DatabaseKind database, Func<Scene, Task<T>> call)
    {
        if (!untouched.Remove(database, out var shown))
        {
            var scene = await Scene.Make(await servers.On(database));
            shown = (scene, await scene.Picture());
        }
        var answer = await call(shown.Scene);
        var unchanged = await shown.Scene.Picture() == shown.Picture;
        if (unchanged)
        {
            untouched[database] = shown;
        }
        return (answer, unchanged);
    }
}
