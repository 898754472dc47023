using System.Text.Json;
using Sluice.Configuration.Arguments;
using Xunit;

namespace Sluice.Tests.Configuration;

/// <summary>What the community chart starts in its pods (tests/contract/launch) is understood, every case of it.</summary>
public sealed class LaunchCaseTests : IDisposable
{
    /// <summary>Cases that ask for a system that isn't served yet, and the words by which the refusal names it.</summary>
    private static readonly Dictionary<string, string> Refused = new()
    {
        ["bundled-mysql"] = "MySQL",
        ["existing-database-secret-mysql"] = "MySQL",
        ["mysql-backend"] = "MySQL",
        ["existing-database-secret-mssql"] = "SQL Server",
        ["existing-mssql-url-secret"] = "SQL Server",
        ["mssql-url"] = "SQL Server",
        ["gcs-proxied"] = "gs://",
        ["production-s3-monitoring"] = "--expose-prometheus",
        ["complete-ldap-postgres"] = "ldapAuth",
        ["ldap-basic"] = "ldapAuth",
        ["ldap-external-ca"] = "ldapAuth",
        ["ldap-group-attribute-key"] = "ldapAuth",
        ["ldap-self-signed-ca"] = "ldapAuth",
        ["oidc-database-uri"] = "oidcAuth",
        ["oidc-existing-secret"] = "oidcAuth",
        ["oidc-postgres"] = "oidcAuth",
        ["oidc-postgres-existing-secret"] = "oidcAuth",
        ["oidc-redis"] = "oidcAuth",
        ["oidc-simple"] = "oidcAuth",
    };

    private readonly Start start = new();

    public void Dispose() => start.Dispose();

    public static TheoryData<string> Cases =>
        [.. Directory.GetDirectories(RepositoryFile.Find("tests/contract/launch")).Select(folder => Path.GetFileName(folder)!).Order()];

    [Fact]
    public void There_are_48_cases() => Assert.Equal(48, Cases.Count);

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_process_in_the_pod_is_understood(string name)
    {
        using var pod = JsonDocument.Parse(File.ReadAllText(RepositoryFile.Find($"tests/contract/launch/{name}/pod.json")));
        var container = pod.RootElement.GetProperty("mainContainer");
        foreach (
            var part in new[]
            {
                container.GetProperty("imageEnv"),
                pod.RootElement.GetProperty("kubernetesEnv"),
                container.GetProperty("env"),
            }
        )
        {
            foreach (var variable in part.EnumerateObject())
            {
                start.Environment[variable.Name] = variable.Value.GetString()!;
            }
        }
        foreach (var file in container.GetProperty("files").EnumerateArray())
        {
            var path = start.Write(file.GetProperty("path").GetString()!.TrimStart('/'), file.GetProperty("content").GetString()!);
            if (path.EndsWith(".ini"))
            {
                start.Environment["MLFLOW_AUTH_CONFIG_PATH"] = path;
            }
        }
        string[] words = [.. container.GetProperty("argv").EnumerateArray().Skip(1).Select(word => word.GetString()!)];
        var result = start.Run(words);
        if (Refused.TryGetValue(name, out var system))
        {
            var answer = Assert.IsType<PrintedAnswer>(result);
            Assert.Contains(system, Assert.Single(Start.ErrorsOf(answer)));
            Assert.NotEqual(0, answer.Exit);
            Assert.DoesNotContain("sample-db-password", answer.Error);
        }
        else
        {
            var command = Assert.IsType<ParsedCommand>(result);
            Assert.Equal(words.Contains("--app-name=basic-auth"), command.Settings!.Accounts is not null);
            Assert.Equal(name == "server-options" ? 8080 : 5000, command.Settings.Listen.Port);
        }
    }

    [Fact]
    public void Literal_quotes_around_two_options_are_taken_off()
    {
        var settings = start.Server(
            "--static-prefix=/mlflow",
            "--uvicorn-opts='--timeout-keep-alive=30 --log-level=warning'",
            "--workers=1"
        );
        Assert.Equal(TimeSpan.FromSeconds(30), settings.Limits.KeepAlive);
        Assert.False(settings.Log.AccessLog);
    }
}
