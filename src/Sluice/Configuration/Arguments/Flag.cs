using Sluice.Configuration.Sources;

namespace Sluice.Configuration.Arguments;

/// <summary>One row of a table of flags: everything that parser, help and documentation know about it.</summary>
/// <param name="Name">The long name with its dashes.</param>
/// <param name="Kind">What its value may be.</param>
/// <param name="Help">One or two sentences.</param>
internal sealed record Flag(string Name, FlagKind Kind, string Help) : Setting(Name, Help)
{
    /// <summary>The key under which the value is found; that of another flag when this one means the same.</summary>
    public string Key { get; init; } = Name.TrimStart('-');

    /// <summary>The short name with its dash.</summary>
    public string? Short { get; init; }

    /// <summary>The name that turns a switch off.</summary>
    public string? Off { get; init; }

    /// <summary>The variable that gives the value when the flag doesn't.</summary>
    public string? Variable { get; init; }

    /// <summary>The words of a choice.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The least value of a range.</summary>
    public long Minimum { get; init; }

    /// <summary>The greatest value of a range.</summary>
    public long Maximum { get; init; }

    /// <summary>Whether an empty value on the command line acts like none (docs/configuration.md, "Forms of a flag").</summary>
    public bool EmptyIsUnset { get; init; }

    /// <summary>Whether help leaves it out.</summary>
    public bool Hidden { get; init; }

    /// <summary>The name as Click's messages state it.</summary>
    public string Label => Short is null ? $"'{Name}'" : $"'{Name}' / '{Short}'";
}

/// <summary>What the value of a flag may be.</summary>
internal enum FlagKind
{
    /// <summary>Any text.</summary>
    Text,

    /// <summary>A URI; shown with its password hidden.</summary>
    Uri,

    /// <summary>A text that is never shown.</summary>
    Secret,

    /// <summary>An integer.</summary>
    Integer,

    /// <summary>An integer between two bounds.</summary>
    Range,

    /// <summary>One of a few words.</summary>
    Choice,

    /// <summary>A file that exists.</summary>
    File,

    /// <summary>On or off, without a value.</summary>
    Switch,
}
