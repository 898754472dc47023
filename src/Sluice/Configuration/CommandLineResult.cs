namespace Sluice.Configuration;

/// <summary>What a command line came to: a <see cref="ParsedCommand"/> to run, or an <see cref="PrintedAnswer"/> to print.</summary>
internal abstract record CommandLineResult;
