using Sluice.Http.Tests.Servers;
using Sluice.Http.Tests.Wire;

namespace Sluice.Http.Tests.Replay;

/// <summary>Sends the pairs of a recording one after the other and judges each answer.</summary>
/// <param name="send">Sends one request.</param>
/// <param name="routes">What the server has.</param>
/// <param name="original">What the original has.</param>
/// <param name="listed">The accepted differences.</param>
public sealed class Replayer(
    Func<RawRequest, CancellationToken, Task<RawResponse>> send,
    RouteTable routes,
    RouteTable original,
    DifferenceList listed
)
{
    /// <summary>Replays a whole recording.</summary>
    public async Task<ReplayReport> Replay(Recording recording, DatabaseKind database, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(recording);
        var variables = new Variables();
        var openVariables = new HashSet<string>();
        var outcomes = new List<PairOutcome>();
        foreach (var pair in recording.Pairs)
        {
            var callsAnOpenRoute = CallsAnOpenRoute(recording, pair, variables);
            var isOpen = callsAnOpenRoute || NeedsAnOpenPair(pair, openVariables);
            // What an open pair would save must stay unknown, so that whoever needs it is open too.
            var scratch = isOpen ? new Variables(variables) : variables;
            var differences = await Differences(pair, recording.Passwords, scratch, cancellation);
            if (callsAnOpenRoute && differences.Count == 0 && pair.Status < 300)
            {
                // Else a route that is missing in the list would hide every wrong answer of its own.
                isOpen = false;
                differences = [new Difference("route", "in the server's list of routes", "served, but not listed")];
            }
            var outcome = Judge(
                pair,
                isOpen,
                differences,
                listed.For(recording.Name, pair.Number, database is DatabaseKind.Sqlite ? "sqlite" : "postgres")
            );
            if (outcome is Outcome.Open)
            {
                openVariables.UnionWith(pair.Save.Keys);
            }
            outcomes.Add(new PairOutcome(pair, outcome, differences));
        }
        return new ReplayReport(recording.Name, database, outcomes);
    }

    private bool CallsAnOpenRoute(Recording recording, RecordedPair pair, Variables variables)
    {
        var path = Uri.UnescapeDataString(variables.Fill(pair.Path).Split('?')[0]);
        var prefix = recording.StaticPrefix;
        if (prefix.Length > 0)
        {
            if (!path.StartsWith(prefix + "/", StringComparison.Ordinal))
            {
                return false;
            }
            path = path[prefix.Length..];
        }
        return routes.Lacks(original, pair.Method, path);
    }

    private static bool NeedsAnOpenPair(RecordedPair pair, HashSet<string> openVariables) =>
        openVariables.Count > 0
        && (openVariables.Overlaps(Variables.UsedIn(pair.Request)) || openVariables.Overlaps(Variables.UsedIn(pair.Response)));

    private async Task<IReadOnlyList<Difference>> Differences(
        RecordedPair pair,
        IReadOnlyDictionary<string, string> passwords,
        Variables variables,
        CancellationToken cancellation
    )
    {
        try
        {
            var answer = await send(PairRequest.Of(pair, passwords, variables), cancellation);
            return AnswerComparer.Compare(pair, answer, variables);
        }
        catch (IOException failure)
        {
            return [new Difference("connection", "an answer", failure.Message)];
        }
    }

    private static Outcome Judge(RecordedPair pair, bool isOpen, IReadOnlyList<Difference> differences, ListedDifference? row)
    {
        if (isOpen)
        {
            // A refusal is the same with and without the route; anything else that matches does so by chance.
            return differences.Count == 0 && pair.Status is (401 or 403 or 404 or 405) ? Outcome.Matches : Outcome.Open;
        }
        return (row, differences.Count) switch
        {
            (null, 0) => Outcome.Matches,
            (null, _) => Outcome.Wrong,
            (_, 0) => Outcome.NeedlesslyListed,
            ({ IsOpen: true }, _) => Outcome.Open,
            ({ IsAboutWords: true }, _) when differences.Any(static one => one.Where != "message") => Outcome.Wrong,
            _ => Outcome.Listed,
        };
    }
}
