namespace Sluice.Configuration;

/// <summary>One row of the table of commands: its names, flags and arguments.</summary>
/// <param name="Name">The words that call it, such as <c>server</c> or <c>db upgrade</c>.</param>
/// <param name="Summary">What it does, in one sentence.</param>
/// <param name="Flags">Its flags.</param>
internal sealed record CommandSpec(string Name, string Summary, IReadOnlyList<Flag> Flags)
{
    /// <summary>Other words that call it; help and usage lines say <see cref="Name"/>.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Names of its arguments, all of which are required, as the usage line shows them.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Whether it takes the flags of the server and gets a <see cref="Settings"/> made of them.</summary>
    public bool NeedsSettings { get; init; }
}
