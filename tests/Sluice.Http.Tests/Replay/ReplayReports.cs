using Sluice.Http.Tests.Servers;

namespace Sluice.Http.Tests.Replay;

/// <summary>Leaves what a replay found in artifacts/replay, one file a recording and database, for reading after the run.</summary>
internal static class ReplayReports
{
    /// <summary>Writes one report over the last one.</summary>
    public static void Write(ReplayReport report)
    {
        var database = report.Database is DatabaseKind.Sqlite ? "sqlite" : "postgres";
        var folder = Directory.CreateDirectory(RepositoryRoot.Path("artifacts", "replay", database));
        File.WriteAllText(Path.Combine(folder.FullName, report.Recording + ".txt"), report.ToString());
    }
}
