namespace Sluice.Configuration;

/// <summary>A command line without a fault.</summary>
/// <param name="Command">The row of the command table.</param>
/// <param name="Values">The values of its flags.</param>
/// <param name="Arguments">Its arguments, as many as the row names.</param>
/// <param name="Surroundings">The surroundings, with the variables of <c>--env-file</c>.</param>
internal sealed record ParsedCommand(CommandSpec Command, FlagValues Values, IReadOnlyList<string> Arguments, Surroundings Surroundings)
    : CommandLineResult
{
    /// <summary>The settings of the server, where the command asks for them.</summary>
    public Settings? Settings { get; init; }

    /// <summary>Lines to print before the command does its work.</summary>
    public IReadOnlyList<Notice> Notices { get; init; } = [];

    /// <summary>Every setting with its origin; holds no secret.</summary>
    public IReadOnlyList<ResolvedValue> Resolved { get; init; } = [];
}
