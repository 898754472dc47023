namespace Sluice.Storage.Sqlite;

/// <summary>An error that SQLite reported.</summary>
/// <param name="code">The extended result code; its low byte is the primary one. Source: sqlite.org/rescode.html.</param>
/// <param name="message">SQLite's own words.</param>
internal sealed class SqliteFault(int code, string message) : Exception($"SQLite error {code}: {message}")
{
    /// <summary>The extended result code.</summary>
    public int ExtendedCode => code;

    /// <summary>The primary result code.</summary>
    public int Code => code & 0xff;
}
