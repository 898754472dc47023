namespace Sluice.Storage;

/// <summary>The current row of a result, read by position. Valid only while the reading function runs.</summary>
internal abstract class Row
{
    /// <summary>Text that is never NULL.</summary>
    public abstract string Text(int column);

    /// <summary>Text, or null for NULL.</summary>
    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    /// <summary>Short text that many rows have in common, such as a metric's key: equal ones may be one object.</summary>
    public virtual string Name(int column) => Text(column);

    /// <summary>A 64-bit integer that is never NULL (narrower columns are widened).</summary>
    public abstract long Int64(int column);

    /// <summary>A 64-bit integer, or null for NULL.</summary>
    public long? Int64OrNull(int column) => IsNull(column) ? null : Int64(column);

    /// <summary>A double that is never NULL.</summary>
    public abstract double Double(int column);

    /// <summary>A boolean that is never NULL.</summary>
    public abstract bool Bool(int column);

    /// <summary>Whether the value is NULL.</summary>
    protected abstract bool IsNull(int column);
}
