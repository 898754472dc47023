namespace Sluice.Configuration.Sources;

/// <summary>
/// One thing that can be set, as one row of a table: a variable, a key of the ini file or, as <see cref="Arguments.Flag"/>, a flag.
/// Readers, help and documentation take the default from here, so that it is written once.
/// </summary>
/// <param name="Name">The name as it is written.</param>
/// <param name="Help">What it does, in one or two sentences.</param>
internal record Setting(string Name, string Help)
{
    /// <summary>The value when nobody gives one.</summary>
    public string? Default { get; init; }

    /// <summary>What counts when nobody gives one, in words, where no value stands for it.</summary>
    public string? Otherwise { get; init; }

    /// <summary>Default or words, fit to be shown.</summary>
    public string Fallback => Default ?? Otherwise ?? "";
}
