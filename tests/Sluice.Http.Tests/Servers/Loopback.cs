using System.Net;
using System.Net.Sockets;

namespace Sluice.Http.Tests.Servers;

/// <summary>Addresses on this machine only.</summary>
internal static class Loopback
{
    /// <summary>A port that nothing listens on now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
