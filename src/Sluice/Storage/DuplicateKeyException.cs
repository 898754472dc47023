namespace Sluice.Storage;

/// <summary>A statement broke a unique key: what it would have written is there already.</summary>
/// <param name="inner">What the driver said, for the log.</param>
internal sealed class DuplicateKeyException(Exception inner) : Exception("a row with this key exists already", inner);
