using System.Diagnostics;

namespace Sluice.Http.Tests.Servers;

/// <summary>The program under test.</summary>
internal static class ServerExecutable
{
    /// <summary>What <c>SLUICE_EXECUTABLE</c> names, else what was built together with these tests.</summary>
    public static string Path()
    {
        var named = System.Environment.GetEnvironmentVariable("SLUICE_EXECUTABLE");
        if (!string.IsNullOrEmpty(named))
        {
            return System.IO.Path.GetFullPath(named);
        }
        // artifacts/bin/Sluice.Http.Tests/CONFIGURATION/ -> artifacts/bin/Sluice/CONFIGURATION/sluice
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        return System.IO.Path.Combine(here.Parent!.Parent!.FullName, "Sluice", here.Name, "sluice");
    }

    /// <summary>Runs a command of the program and gives what it printed.</summary>
    /// <exception cref="InvalidOperationException">It ended with another status than 0.</exception>
    public static async Task<string> Output(string[] arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(Path(), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        var output = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"sluice {string.Join(' ', arguments)} ended with {process.ExitCode}: {await errors}");
    }
}
