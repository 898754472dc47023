using System.Globalization;
using System.Text.RegularExpressions;

namespace Sluice.Http.Tests.Replay;

/// <summary>The accepted differences, read from the table in tests/contract/differences.md.</summary>
public sealed partial class DifferenceList
{
    private static readonly string[] Databases = ["both", "sqlite", "postgres"];
    private static readonly string[] Kinds = ["1", "2", "3", "4", "form", "open"];

    private DifferenceList(IReadOnlyList<ListedDifference> rows) => Rows = rows;

    /// <summary>All rows, one a pair.</summary>
    public IReadOnlyList<ListedDifference> Rows { get; }

    /// <summary>Reads the repository's list.</summary>
    public static DifferenceList OfTheRepository() => Read(File.ReadLines(RepositoryRoot.Path("tests", "contract", "differences.md")));

    /// <summary>Reads the rows <c>| recording | pairs | database | kind | reason |</c>; other tables and text are passed over.</summary>
    /// <exception cref="FormatException">A row that can't be read.</exception>
    public static DifferenceList Read(IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        return new DifferenceList([
            .. lines
                .Select(Cells)
                .Where(cells => cells.Length == 5 && cells[0] != "recording" && !cells[0].StartsWith("---", StringComparison.Ordinal))
                .SelectMany(RowsOf),
        ]);
    }

    /// <summary>The row of a pair on a database; null when it must match.</summary>
    /// <param name="recording">The recording.</param>
    /// <param name="number">The pair's number.</param>
    /// <param name="database"><c>sqlite</c> or <c>postgres</c>.</param>
    public ListedDifference? For(string recording, int number, string database) =>
        Rows.FirstOrDefault(row =>
            row.Recording == recording && row.Number == number && (row.Database == "both" || row.Database == database)
        );

    private static string[] Cells(string line) =>
        line.StartsWith('|') && line.TrimEnd().EndsWith('|') ? [.. line.Trim()[1..^1].Split('|').Select(cell => cell.Trim())] : [];

    private static IEnumerable<ListedDifference> RowsOf(string[] cells)
    {
        var (recording, database, kind, reason) = (cells[0], cells[2], cells[3], cells[4]);
        if (!Databases.Contains(database) || !Kinds.Contains(kind) || reason.Length == 0)
        {
            throw new FormatException(
                $"differences.md, {recording} {cells[1]}: the database is one of {string.Join(", ", Databases)}, the kind one of {string.Join(", ", Kinds)}, and a reason follows"
            );
        }
        return cells[1].Split(',').SelectMany(Numbers).Select(number => new ListedDifference(recording, number, database, kind, reason));
    }

    // "116", "126-129", "126 to 129"
    private static IEnumerable<int> Numbers(string text)
    {
        var match = Range().Match(text);
        if (!match.Success)
        {
            throw new FormatException($"differences.md: '{text}' is neither a pair's number nor a range");
        }
        var first = int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        var last = match.Groups[2].Success ? int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture) : first;
        return Enumerable.Range(first, last - first + 1);
    }

    [GeneratedRegex(@"^\s*(\d+)(?:\s*(?:-|to)\s*(\d+))?\s*$")]
    private static partial Regex Range();
}
