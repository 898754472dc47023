using Sluice.Http.Tests.Access;
using Sluice.Http.Tests.Servers;
using Xunit;

[assembly: AssemblyFixture(typeof(AccessServers))]

namespace Sluice.Http.Tests.Access;

/// <summary>Servers on which nobody may see anything without a grant; the users of <see cref="Scene"/> are there.</summary>
public sealed class AccessServers()
    : SharedServers(new ServerOptions { Ini = new Dictionary<string, string> { ["default_permission"] = "NO_PERMISSIONS" } })
{
    /// <inheritdoc/>
    protected override async Task Prepare(SluiceServer server)
    {
        foreach (var (name, _) in Scene.Users)
        {
            await server.Admin().MakeUser(name);
        }
    }
}
