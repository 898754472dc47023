using System.Globalization;

namespace Sluice.Http.Tests.Servers;

/// <summary>What a server's process takes of the machine's memory, in kilobytes.</summary>
internal static class ServerMemory
{
    /// <summary>What it has now.</summary>
    public static long ResidentKilobytes(this SluiceServer server) => Read(server, "VmRSS:");

    /// <summary>The most that it had since <see cref="ForgetMostKilobytes"/> or its start.</summary>
    public static long MostKilobytes(this SluiceServer server) => Read(server, "VmHWM:");

    /// <summary>Begins anew to look for the most. Source: Linux, proc(5), clear_refs.</summary>
    public static void ForgetMostKilobytes(this SluiceServer server) => File.WriteAllText($"/proc/{server.ProcessId}/clear_refs", "5");

    private static long Read(SluiceServer server, string name) =>
        File.ReadLines($"/proc/{server.ProcessId}/status")
            .Where(line => line.StartsWith(name, StringComparison.Ordinal))
            .Select(line => long.Parse(line[name.Length..^"kB".Length], CultureInfo.InvariantCulture))
            .Single();
}
