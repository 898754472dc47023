namespace Sluice.Configuration;

/// <summary>A text that must not be shown: whatever prints it prints <c>***</c>. Only <see cref="Reveal"/> gives the text.</summary>
internal sealed class Secret(string text) : IEquatable<Secret>
{
    /// <summary>What stands in place of the text.</summary>
    public const string Mask = "***";

    /// <summary>The text itself, for the one place that needs it.</summary>
    public string Reveal() => text;

    /// <inheritdoc/>
    public override string ToString() => Mask;

    /// <inheritdoc/>
    public bool Equals(Secret? other) => other is not null && other.Reveal() == text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Secret);

    /// <inheritdoc/>
    public override int GetHashCode() => text.GetHashCode(StringComparison.Ordinal);
}
