using Sluice.Configuration;
using Sluice.Configuration.Arguments;
using Sluice.Configuration.Sources;
using Xunit;

namespace Sluice.Tests.Configuration;

/// <summary>A start of the program in an empty folder, with an environment of its own.</summary>
internal sealed class Start : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("sluice-config-").FullName;

    public Dictionary<string, string> Environment { get; } = [];

    public string ProgramName { get; init; } = "mlflow";

    public bool Terminal { get; init; }

    public CommandLineResult Run(params string[] words) =>
        CommandLine.Parse(words, new Surroundings(ProgramName, Environment, Folder) { Terminal = Terminal });

    /// <summary>The command of a line without a fault.</summary>
    public ParsedCommand Command(params string[] words)
    {
        var result = Run(words);
        return result as ParsedCommand ?? throw new InvalidOperationException(((PrintedAnswer)result).Error);
    }

    public PrintedAnswer PrintedAnswer(params string[] words) => Assert.IsType<PrintedAnswer>(Run(words));

    /// <summary>The settings of a server.</summary>
    public Settings Server(params string[] flags) => Command(["server", .. flags]).Settings!;

    /// <summary>The lines that begin with "Error: ", without that, of a server that doesn't start.</summary>
    public string[] Errors(params string[] flags) => ErrorsOf(PrintedAnswer(["server", .. flags]));

    public static string[] ErrorsOf(PrintedAnswer answer) =>
        [
            .. answer
                .Error.Split('\n')
                .Where(line => line.StartsWith("Error: ", StringComparison.Ordinal))
                .Select(line => line["Error: ".Length..]),
        ];

    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Writes an ini file and has the environment name it.</summary>
    public void Ini(string text)
    {
        Write("auth.ini", text);
        Environment["MLFLOW_AUTH_CONFIG_PATH"] = "auth.ini";
    }

    /// <summary>The accounts of a server with an ini file of these lines under the two keys that it needs.</summary>
    public AccountSettings Accounts(string lines)
    {
        Ini($"[mlflow]\ndefault_permission = READ\ndatabase_uri = sqlite:///auth.db\nadmin_username = admin\n{lines}");
        return Server("--app-name", "basic-auth").Accounts!;
    }

    /// <summary>The errors of a server with an ini file of exactly this text.</summary>
    public string[] IniErrors(string text)
    {
        Ini(text);
        return Errors("--app-name", "basic-auth");
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
