namespace Sluice.Protocol;

/// <summary>The empty message.</summary>
internal sealed class EmptyMessage : MessageAnswer
{
    /// <summary>The one instance.</summary>
    public static EmptyMessage Instance { get; } = new();

    public override void Write(MessageWriter writer) { }
}
