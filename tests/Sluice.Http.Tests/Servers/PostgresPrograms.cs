using System.Globalization;

namespace Sluice.Http.Tests.Servers;

/// <summary>Finds PostgreSQL's own programs, which distributions keep off the path.</summary>
internal static class PostgresPrograms
{
    /// <summary>The folder that holds <c>initdb</c> and <c>postgres</c>, of the newest version installed; null when there is none.</summary>
    public static string? Folder()
    {
        string[] roots = ["/usr/lib/postgresql", "/usr/pgsql", "/opt/homebrew/opt"];
        var installed = roots
            .Where(Directory.Exists)
            .SelectMany(root => Directory.EnumerateDirectories(root))
            .OrderByDescending(Version)
            .Select(folder => Path.Combine(folder, "bin"));
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return installed
            .Concat(onPath)
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
    }

    private static double Version(string folder) =>
        double.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0;
}
