namespace Sluice.Storage;

/// <summary>
/// The database can't be reached, is locked by another process, has no room or takes no writes. The caller may try again; nothing of
/// the unit of work remains.
/// </summary>
/// <param name="reason">A general sentence for the caller: no host, path or driver's words.</param>
/// <param name="inner">What the driver said, for the log.</param>
internal sealed class DatabaseUnavailableException(string reason, Exception? inner) : Exception(reason, inner);
