namespace Sluice.Tracking.Runs;

/// <summary>Params that are there already, with other values.</summary>
/// <param name="changed">Key, present value and given value of each.</param>
internal sealed class ParamChangedException(IReadOnlyList<(string Key, string Old, string New)> changed)
    : Exception("a param's value can't change")
{
    /// <summary>Key, present value and given value of each.</summary>
    public IReadOnlyList<(string Key, string Old, string New)> Changed { get; } = changed;
}
