namespace Sluice.Configuration;

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
