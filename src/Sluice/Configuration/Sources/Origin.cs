namespace Sluice.Configuration.Sources;

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

/// <summary>The kinds of places that a setting can come from.</summary>
internal enum OriginKind
{
    /// <summary>Nobody set it.</summary>
    Default,

    /// <summary>A flag of the command line.</summary>
    Flag,

    /// <summary>A word inside the text of a flag such as <c>--uvicorn-opts</c>.</summary>
    Option,

    /// <summary>A variable of the environment.</summary>
    Variable,

    /// <summary>A line of the ini file.</summary>
    Ini,
}
