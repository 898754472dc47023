using Sluice.Configuration;
using Sluice.Hosting;

namespace Sluice.Commands;

/// <summary><c>sluice routes</c>: prints every route with its access rule, one a line, separated by tabs.</summary>
internal static class RoutesCommand
{
    /// <summary>Prints method, path, who may call, separated by tabs.</summary>
    public static async Task<int> RunAsync(ParsedCommand command, TextWriter output)
    {
        await using var house = await Composition.BuildAsync(command.Settings!, TimeProvider.System);
        foreach (var endpoint in house.Endpoints.All.OrderBy(one => one.Path, StringComparer.Ordinal).ThenBy(one => one.Method, StringComparer.Ordinal))
        {
            output.WriteLine($"{endpoint.Method}\t{endpoint.Path}\t{endpoint.Rule}");
        }
        return 0;
    }
}
