using System.Diagnostics;

namespace Sluice.Http.Tests.Servers;

/// <summary>A program that takes the arguments of <c>mlflow server</c>.</summary>
/// <param name="Path">The executable file.</param>
/// <param name="PostgresScheme">How it wants addresses of PostgreSQL to begin.</param>
public sealed record ServerProgram(string Path, string PostgresScheme = "postgresql")
{
    /// <summary>What <c>SLUICE_EXECUTABLE</c> names, else what was built together with these tests.</summary>
    public static ServerProgram UnderTest()
    {
        var named = Environment.GetEnvironmentVariable("SLUICE_EXECUTABLE");
        if (!string.IsNullOrEmpty(named))
        {
            return new ServerProgram(System.IO.Path.GetFullPath(named));
        }
        // artifacts/bin/Sluice.Http.Tests/CONFIGURATION/ -> artifacts/bin/Sluice/CONFIGURATION/sluice
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        return new ServerProgram(System.IO.Path.Combine(here.Parent!.Parent!.FullName, "Sluice", here.Name, "sluice"));
    }

    /// <summary>The real MLflow, as <c>MLFLOW_EXECUTABLE</c> names it; null when there is none.</summary>
    public static ServerProgram? Original()
    {
        var named = Environment.GetEnvironmentVariable("MLFLOW_EXECUTABLE");
        // With SQLAlchemy 2.1 the plain scheme means a driver that its pinned packages don't hold.
        return string.IsNullOrEmpty(named) ? null : new ServerProgram(System.IO.Path.GetFullPath(named), "postgresql+psycopg2");
    }

    /// <summary>An address of PostgreSQL as this program wants it.</summary>
    public string Address(string postgres)
    {
        ArgumentNullException.ThrowIfNull(postgres);
        return PostgresScheme + postgres[postgres.IndexOf("://", StringComparison.Ordinal)..];
    }

    /// <summary>Runs a command of the program in an empty folder and gives what it printed.</summary>
    /// <exception cref="InvalidOperationException">It ended with another status than 0.</exception>
    public async Task<string> Output(string[] arguments, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("sluice-command-");
        var start = new ProcessStartInfo(Path, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.FullName,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        var output = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        folder.Delete(recursive: true);
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"sluice {string.Join(' ', arguments)} ended with {process.ExitCode}: {await errors}");
    }
}
