using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Sluice.Http.Tests.Servers;

/// <summary>Ends processes that a test started, by their numbers, and never others.</summary>
internal static partial class Signal
{
    /// <summary>SIGINT: PostgreSQL's fast shutdown.</summary>
    public const int Interrupt = 2;

    /// <summary>SIGKILL: gone at once, with nothing finished.</summary>
    public const int Kill9 = 9;

    /// <summary>SIGTERM: finish what is under way and leave.</summary>
    public const int Terminate = 15;

    /// <summary>Sends a signal to a process and to everything below it; the ones that are gone are passed over.</summary>
    public static void SendToTree(Process process, int signal)
    {
        var family = new List<int> { process.Id };
        for (var i = 0; i < family.Count; i++)
        {
            family.AddRange(ChildrenOf(family[i]));
        }
        foreach (var id in family)
        {
            _ = Kill(id, signal);
        }
    }

    /// <summary>Sends a signal to one process.</summary>
    public static void Send(Process process, int signal) => _ = Kill(process.Id, signal);

    private static IEnumerable<int> ChildrenOf(int id)
    {
        var tasks = $"/proc/{id}/task";
        if (!Directory.Exists(tasks))
        {
            return [];
        }
        try
        {
            return
            [
                .. Directory
                    .EnumerateDirectories(tasks)
                    .Select(task => Path.Combine(task, "children"))
                    .Where(File.Exists)
                    .SelectMany(file =>
                        File.ReadAllText(file).Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    )
                    .Select(text => int.Parse(text, CultureInfo.InvariantCulture)),
            ];
        }
        catch (IOException)
        {
            return []; // The process ended while it was looked at.
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);
}
