namespace Sluice.Configuration;

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
