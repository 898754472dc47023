namespace Sluice.Storage;

/// <summary>A value can't be stored: it is longer than its column, or holds characters that the database has no form for.</summary>
/// <param name="reason">A sentence for the caller.</param>
/// <param name="inner">What the driver said, for the log.</param>
internal sealed class ValueRefusedException(string reason, Exception inner) : Exception(reason, inner);
