using Xunit;

namespace Sluice.Http.Tests.Servers;

/// <summary>How a recording's first line becomes a start.</summary>
public sealed class ServerLaunchTests
{
    [Fact]
    public void A_start_without_options_has_accounts_and_both_databases()
    {
        var launch = ServerLaunch.Plan(new ServerOptions(), 5001, "/f/auth.ini", "sqlite:///mlflow.db", "sqlite:///auth.db");

        Assert.Equal(
            "server --host 127.0.0.1 --port 5001 --app-name basic-auth --backend-store-uri sqlite:///mlflow.db --artifacts-destination ./artifacts --workers 1",
            string.Join(' ', launch.Arguments)
        );
        Assert.Contains("database_uri = sqlite:///auth.db\n", launch.Ini, StringComparison.Ordinal);
        Assert.Equal("/f/auth.ini", launch.Environment["MLFLOW_AUTH_CONFIG_PATH"]);
    }

    [Fact]
    public void A_recording_adds_bare_flags_removes_defaults_and_sets_keys()
    {
        var options = new ServerOptions
        {
            Flags = new Dictionary<string, string?> { ["--no-serve-artifacts"] = ServerOptions.Bare, ["--artifacts-destination"] = null },
            Ini = new Dictionary<string, string> { ["default_permission"] = "NO_PERMISSIONS" },
            Environment = new Dictionary<string, string> { ["MLFLOW_X"] = "1" },
        };

        var launch = ServerLaunch.Plan(options, 5001, "/f/auth.ini", "a", "b");

        Assert.Contains("--no-serve-artifacts", launch.Arguments);
        Assert.DoesNotContain("--artifacts-destination", launch.Arguments);
        Assert.Contains("default_permission = NO_PERMISSIONS\n", launch.Ini, StringComparison.Ordinal);
        Assert.Equal("1", launch.Environment["MLFLOW_X"]);
    }

    [Fact]
    public void A_server_without_accounts_has_no_app_and_no_ini()
    {
        var launch = ServerLaunch.Plan(new ServerOptions { App = null }, 5001, "/f/auth.ini", "a", "b");

        Assert.Null(launch.Ini);
        Assert.DoesNotContain("--app-name", launch.Arguments);
    }
}
