using System.Globalization;

namespace Sluice.Http.Tests.Servers;

/// <summary>The arguments, environment and ini file of a server, the same as those the recordings were made with.</summary>
internal sealed record ServerLaunch(IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment, string? Ini)
{
    /// <summary>The administrator's name in every test.</summary>
    public const string AdminName = "admin";

    /// <summary>The administrator's password in every test.</summary>
    public const string AdminPassword = "correct-horse-battery-staple";

    /// <summary>Plans a start.</summary>
    /// <param name="options">What differs from the defaults.</param>
    /// <param name="port">The loopback port.</param>
    /// <param name="iniPath">Where the ini file will be.</param>
    /// <param name="tracking">The address of the tracking database.</param>
    /// <param name="accounts">The address of the account database.</param>
    public static ServerLaunch Plan(ServerOptions options, int port, string iniPath, string tracking, string accounts)
    {
        var flags = new Dictionary<string, string?>
        {
            ["--backend-store-uri"] = tracking,
            ["--artifacts-destination"] = "./artifacts",
            ["--workers"] = "1",
        };
        var environment = new Dictionary<string, string> { ["MLFLOW_FLASK_SERVER_SECRET_KEY"] = "recording-secret-key" };
        Override(flags, options.Flags);
        Override(environment, options.Environment);

        List<string> arguments = ["server", "--host", "127.0.0.1", "--port", port.ToString(CultureInfo.InvariantCulture)];
        string? ini = null;
        if (options.App is not null)
        {
            arguments.AddRange(["--app-name", options.App]);
            var keys = new Dictionary<string, string>
            {
                ["default_permission"] = "READ",
                ["database_uri"] = accounts,
                ["admin_username"] = AdminName,
                ["admin_password"] = AdminPassword,
                ["authorization_function"] = "mlflow.server.auth:authenticate_request_basic_auth",
            };
            Override(keys, options.Ini);
            ini = "[mlflow]\n" + string.Concat(keys.Select(key => $"{key.Key} = {key.Value}\n"));
            environment["MLFLOW_AUTH_CONFIG_PATH"] = iniPath;
        }
        foreach (var (name, value) in flags)
        {
            if (value is not null)
            {
                arguments.AddRange(value == ServerOptions.Bare ? [name] : [name, value]);
            }
        }
        return new ServerLaunch(arguments, environment, ini);
    }

    private static void Override<T>(Dictionary<string, T> defaults, IReadOnlyDictionary<string, T> with)
    {
        foreach (var (key, value) in with)
        {
            defaults[key] = value;
        }
    }
}
