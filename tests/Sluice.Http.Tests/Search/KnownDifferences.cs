using Sluice.Http.Tests.Replay;
using Sluice.Http.Tests.Servers;

namespace Sluice.Http.Tests.Search;

/// <summary>The recorded searches that Sluice answers differently on purpose: the rows about searches in tests/contract/differences.md.</summary>
internal static class KnownDifferences
{
    private const string Prefix = "search_";

    private static readonly DifferenceList List = DifferenceList.OfTheRepository();

    /// <summary>The row of a search on a database; null when it must be answered as recorded.</summary>
    public static ListedDifference? For(RecordedLine line, DatabaseKind database)
    {
        var (entity, number) = Parts(line.Id);
        return List.For(Prefix + entity, number, database is DatabaseKind.Sqlite ? "sqlite" : "postgres");
    }

    /// <summary>The names of all searches that are listed, such as <c>runs-0001</c>.</summary>
    public static IEnumerable<string> Names =>
        List.Rows.Where(row => row.IsSearch).Select(row => $"{row.Recording[Prefix.Length..]}-{row.Number:0000}");

    private static (string Entity, int Number) Parts(string id)
    {
        var dash = id.LastIndexOf('-');
        return (id[..dash], int.Parse(id.AsSpan(dash + 1), System.Globalization.CultureInfo.InvariantCulture));
    }
}
