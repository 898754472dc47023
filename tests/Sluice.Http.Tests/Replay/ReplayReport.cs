using System.Globalization;
using System.Text;
using Sluice.Http.Tests.Json;
using Sluice.Http.Tests.Servers;

namespace Sluice.Http.Tests.Replay;

/// <summary>What came of a whole recording on one database.</summary>
public sealed record ReplayReport(string Recording, DatabaseKind Database, IReadOnlyList<PairOutcome> Pairs)
{
    private const int DifferencesAPair = 4;

    /// <summary>Whether nothing is wrong and the list of differences is true.</summary>
    public bool IsGood => Count(Outcome.Wrong) == 0 && Count(Outcome.NeedlesslyListed) == 0;

    /// <summary>One line: <c>tracking_runs: 113 of 113 match, 0 open</c>.</summary>
    public string Summary
    {
        get
        {
            var listed = Count(Outcome.Listed);
            return $"{Recording}: {Count(Outcome.Matches)} of {Pairs.Count} match, {Count(Outcome.Open)} open"
                + (listed > 0 ? $", {listed} listed" : "");
        }
    }

    /// <summary>How many pairs came out so.</summary>
    public int Count(Outcome outcome) => Pairs.Count(pair => pair.Outcome == outcome);

    /// <summary>The summary, and every pair that did not match, with what differs.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Summary).Append(CultureInfo.InvariantCulture, $" ({Database})\n");
        foreach (var (pair, outcome, differences) in Pairs.Where(pair => pair.Outcome is not Outcome.Matches))
        {
            var caller = pair.Caller is JsonString name ? name.Value : pair.Caller.ToString();
            _ = text.Append(CultureInfo.InvariantCulture, $"  {Word(outcome)} #{pair.Number} {pair.Method} {pair.Path} as {caller}\n");
            foreach (var difference in differences.Take(outcome is Outcome.Wrong ? DifferencesAPair : 1))
            {
                _ = text.Append(CultureInfo.InvariantCulture, $"      {difference}\n");
            }
        }
        return text.ToString();
    }

    private static string Word(Outcome outcome) =>
        outcome switch
        {
            Outcome.Matches => "matches",
            Outcome.Open => "open",
            Outcome.Listed => "listed",
            Outcome.NeedlesslyListed => "listed in differences.md but does not differ: take it off the list:",
            Outcome.Wrong => "WRONG",
            _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
        };
}
