namespace Sluice.Protocol;

/// <summary>The message of a route that asks for nothing.</summary>
internal sealed class NoFields
{
    /// <summary>No field.</summary>
    public static MessageShape<NoFields> Shape { get; } = new();
}
