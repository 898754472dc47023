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

/// <summary>One setting as it was written: flags, environment and ini file all give these.</summary>
/// <param name="Key">The name of the setting, without dashes.</param>
/// <param name="Text">The text as written.</param>
/// <param name="Origin">Where it was written.</param>
internal sealed record Given(string Key, string Text, Origin Origin);

/// <summary>One setting after the merge, fit to be shown: its text holds no secret.</summary>
/// <param name="Key">The flag without dashes, the ini key or the variable.</param>
/// <param name="Text">The value; passwords and keys are <c>***</c>; empty when there is none.</param>
/// <param name="Origin">Where the value was written.</param>
internal sealed record ResolvedValue(string Key, string Text, Origin Origin);
