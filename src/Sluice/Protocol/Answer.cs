namespace Sluice.Protocol;

/// <summary>What a handler gives back: status, type and body.</summary>
internal abstract class Answer
{
    /// <summary>The HTTP status.</summary>
    public virtual int Status => 200;

    /// <summary>The content type, or null for an answer without one.</summary>
    public abstract string? ContentType { get; }

    /// <summary>Further headers.</summary>
    public virtual IReadOnlyList<(string Name, string Value)> Headers => [];
}
