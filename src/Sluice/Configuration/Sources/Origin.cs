namespace Sluice.Configuration;

/// <summary>Where a setting was written.</summary>
/// <param name="Kind">The kind of place.</param>
/// <param name="Name">The flag, the variable or the file.</param>
/// <param name="Line">The line of a file, counted from 1; 0 elsewhere.</param>
internal sealed record Origin(OriginKind Kind, string Name, int Line = 0)
{
    /// <summary>The place of what nobody set.</summary>
    public static readonly Origin Default = new(OriginKind.Default, "default");

    /// <inheritdoc/>
    public override string ToString() =>
        Kind switch
        {
            OriginKind.Variable => $"variable {Name}",
            OriginKind.Ini when Line > 0 => $"{Name} line {Line}",
            _ => Name,
        };
}
