namespace Sluice.Configuration;

/// <summary>What the words of a command line were taken for.</summary>
/// <param name="Options">Options with their texts, in the order in which they stand; a switch has the text <c>true</c> or <c>false</c>.</param>
/// <param name="Arguments">Words that are no options.</param>
/// <param name="Help">Whether help was asked for.</param>
internal sealed record ReadArguments(IReadOnlyList<Given> Options, IReadOnlyList<string> Arguments, bool Help);
