using System.Collections;
using Sluice.Commands;
using Sluice.Configuration.Arguments;
using Sluice.Configuration.Sources;

var surroundings = new Surroundings(
    ProgramName(),
    Environment
        .GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .ToDictionary(pair => (string)pair.Key, pair => (string?)pair.Value ?? "", StringComparer.Ordinal),
    Environment.CurrentDirectory
)
{
    Terminal = !Console.IsOutputRedirected,
};
switch (CommandLine.Parse(args, surroundings))
{
    case ParsedCommand command:
        return command.Command.Name switch
        {
            "server" => await ServerCommand.RunAsync(command, Console.Out, Console.Error),
            "config" => ConfigCommand.Run(command, Console.Out, Console.Error),
            "routes" => await RoutesCommand.RunAsync(command, Console.Out),
            "bounds" => BoundsCommand.Run(command, Console.Out),
            _ => Missing(command.Command.Name),
        };
    case PrintedAnswer answer:
        Console.Out.Write(answer.Out);
        Console.Error.Write(answer.Error);
        return answer.Exit;
    default:
        throw new InvalidOperationException("a command line is a command or an answer");
}

// The word that called the program, which may be a link to it. A build for the installed runtime is told the name of a library instead.
static string ProgramName()
{
    const string Words = "/proc/self/cmdline";
    var first = File.Exists(Words) ? File.ReadAllText(Words).Split('\0')[0] : Environment.GetCommandLineArgs()[0];
    return Path.GetFileName(first);
}

static int Missing(string command)
{
    Console.Error.WriteLine($"Error: '{command}' is not served yet.");
    return 1;
}
