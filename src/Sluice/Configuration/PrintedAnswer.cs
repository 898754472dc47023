namespace Sluice.Configuration;

/// <summary>A command line that needs no command: help, version, or everything that was wrong with it.</summary>
/// <param name="Out">Text for standard output, with its line ends.</param>
/// <param name="Error">Text for standard error, with its line ends.</param>
/// <param name="Exit">The exit status.</param>
internal sealed record PrintedAnswer(string Out, string Error, int Exit) : CommandLineResult;
