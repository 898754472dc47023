using Sluice.Http.Tests.Servers;

namespace Sluice.Http.Tests.Replay;

/// <summary>The routes that Sluice has, as the command <c>sluice routes</c> prints them.</summary>
internal static class SluiceRoutes
{
    /// <summary>Reads them; a file that <c>SLUICE_ROUTES</c> names stands in for the command when another program is under test.</summary>
    public static async Task<RouteTable> Read(CancellationToken cancellation)
    {
        var file = Environment.GetEnvironmentVariable("SLUICE_ROUTES");
        var text = string.IsNullOrEmpty(file)
            ? await ServerProgram.UnderTest().Output(["routes"], cancellation)
            : await File.ReadAllTextAsync(file, cancellation);
        return RouteTable.Read(text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
