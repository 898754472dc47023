namespace Sluice.Tracking.Runs;

/// <summary>A run with what was logged to it.</summary>
internal sealed record LoadedRun(RunRow Run, RunData Data);
