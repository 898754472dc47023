namespace Sluice.Http.Tests;

/// <summary>The clone that these tests were built in.</summary>
internal static class RepositoryRoot
{
    /// <summary>A path below the root of the clone.</summary>
    public static string Path(params string[] parts)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "Sluice.slnx")))
        {
            folder =
                folder.Parent
                ?? throw new InvalidOperationException("These tests run inside a clone: no Sluice.slnx above " + AppContext.BaseDirectory);
        }
        return System.IO.Path.Combine([folder.FullName, .. parts]);
    }
}
