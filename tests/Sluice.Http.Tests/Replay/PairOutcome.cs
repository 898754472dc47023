namespace Sluice.Http.Tests.Replay;

/// <summary>What came of a pair.</summary>
public enum Outcome
{
    /// <summary>The answer is the recorded one.</summary>
    Matches,

    /// <summary>It calls a route that the server doesn't have yet, or needs what such a call would have made.</summary>
    Open,

    /// <summary>It differs, and tests/contract/differences.md says why.</summary>
    Listed,

    /// <summary>tests/contract/differences.md lists it, and it doesn't differ (any more).</summary>
    NeedlesslyListed,

    /// <summary>It differs.</summary>
    Wrong,
}

/// <summary>A pair, what came of it, and where its answer differs.</summary>
public sealed record PairOutcome(RecordedPair Pair, Outcome Outcome, IReadOnlyList<Difference> Differences);
