using System.Runtime.CompilerServices;

namespace Sluice.Tests.Configuration;

/// <summary>Finds files of the repository from where the tests' sources lie.</summary>
internal static class RepositoryFile
{
    public static string Find(string path, [CallerFilePath] string source = "")
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(source)!);
        while (!File.Exists(Path.Combine(folder.FullName, "Sluice.slnx")))
        {
            folder = folder.Parent!;
        }
        return Path.Combine(folder.FullName, path);
    }
}
