using System.Text.Json;
using Sluice.Commands;
using Sluice.Configuration;
using Sluice.Configuration.Arguments;
using Xunit;

namespace Sluice.Tests.Configuration;

public sealed class ConfigCommandTests : IDisposable
{
    private static readonly string[] Secrets =
    [
        "hunter2-db",
        "hunter2-auth",
        "hunter2-admin-long",
        "hunter2-key",
        "hunter2-tls",
        "hunter2-sftp",
    ];
    private readonly Start start = new() { ProgramName = "sluice", Terminal = true };

    public void Dispose() => start.Dispose();

    private string Print(params string[] flags)
    {
        var output = new StringWriter();
        Assert.Equal(0, ConfigCommand.Run(start.Command(["config", .. flags]), output, TextWriter.Null));
        return output.ToString();
    }

    private string[] FullOfSecrets()
    {
        start.Ini(
            "[mlflow]\ndefault_permission = READ\ndatabase_uri = postgresql://u:hunter2-auth@h/a\nadmin_username = admin\n"
                + "admin_password = hunter2-admin-long\n"
        );
        start.Environment["MLFLOW_FLASK_SERVER_SECRET_KEY"] = "hunter2-key";
        start.Environment["UVICORN_SSL_KEYFILE_PASSWORD"] = "hunter2-tls";
        return
        [
            "--app-name=basic-auth",
            "--backend-store-uri=postgresql://u:hunter2-db@h/d",
            "--default-artifact-root=sftp://u:hunter2-sftp@h/p",
        ];
    }

    [Fact]
    public void Every_setting_is_shown_with_its_origin()
    {
        start.Environment["MLFLOW_HOST"] = "10.0.0.1";
        start.Ini("[mlflow]\ndefault_permission = EDIT\ndatabase_uri = sqlite:///a.db\nadmin_username = admin\n");
        var lines = Print("--port=7000", "--app-name=basic-auth", "--uvicorn-opts=--timeout-keep-alive=30")
            .Split('\n')
            .Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            .ToArray();
        Assert.Contains("port 7000 --port", lines);
        Assert.Contains("host 10.0.0.1 variable MLFLOW_HOST", lines);
        Assert.Contains("default_permission EDIT auth.ini line 2", lines);
        Assert.Contains("timeout-keep-alive 30 --uvicorn-opts", lines);
        Assert.Contains("workers 4 default", lines);
        Assert.All(
            ServerFlags.All.Where(flag => !flag.Name.EndsWith("-opts")),
            flag => Assert.Contains(lines, line => line.StartsWith(flag.Key + " "))
        );
    }

    [Fact]
    public void Columns_are_aligned_on_a_terminal_and_tabs_otherwise()
    {
        var aligned = Print("--port=7000").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var column = aligned.First(line => line.StartsWith("port ")).IndexOf("7000");
        Assert.All(aligned, line => Assert.Equal(' ', line[column - 1]));
        using var pipe = new Start();
        var output = new StringWriter();
        ConfigCommand.Run(pipe.Command("config", "--port=7000"), output, TextWriter.Null);
        Assert.Contains("port\t7000\t--port\n", output.ToString());
    }

    [Fact]
    public void Json_holds_the_same()
    {
        using var document = JsonDocument.Parse(Print("--format=json", "--port=7000"));
        var port = document.RootElement.EnumerateArray().Single(item => item.GetProperty("key").GetString() == "port");
        Assert.Equal(("7000", "--port"), (port.GetProperty("value").GetString(), port.GetProperty("origin").GetString()));
    }

    [Fact]
    public void Secrets_are_masked()
    {
        var flags = FullOfSecrets();
        start.Write("cert.pem", "");
        var refused = start.PrintedAnswer(["config", .. flags]);
        start.Environment.Remove("UVICORN_SSL_KEYFILE_PASSWORD");
        var printed = Print(flags);
        Assert.Contains("postgresql://u:***@h:5432/d", printed);
        Assert.Contains("***", printed.Split('\n').Single(line => line.StartsWith("admin_password ")));
        Assert.All(Secrets, secret => Assert.DoesNotContain(secret, printed + refused.Error));
    }

    [Fact]
    public void Nothing_of_the_settings_prints_a_secret()
    {
        var settings = start.Server([.. FullOfSecrets()[..2], "--gunicorn-opts", "--keep-alive 3"]);
        Assert.All(Secrets, secret => Assert.DoesNotContain(secret, settings.ToString()));
        Assert.Equal("***", new Secret("hunter2").ToString());
        Assert.Equal("***", $"{settings.Accounts!.AdminPassword}");
        Assert.DoesNotContain("hunter2", new InvalidOperationException($"can't sign in with {settings.Accounts.AdminPassword}").ToString());
    }

    [Fact]
    public void Invalid_settings_are_answered_with_all_problems()
    {
        var answer = start.PrintedAnswer("config", "--port=x", "--workers=y");
        Assert.Equal(2, Start.ErrorsOf(answer).Length);
        Assert.Equal(2, answer.Exit);
        Assert.StartsWith("Usage: sluice config [OPTIONS]\n", answer.Error);
    }

    [Fact]
    public void What_a_start_would_warn_of_is_told_on_standard_error()
    {
        start.Ini("[mlflow]\ndefault_permission = READ\ndatabase_uri = sqlite:///a.db\nadmin_username = admin\nadmin_pasword = x\n");
        var (output, errors) = (new StringWriter(), new StringWriter());

        ConfigCommand.Run(start.Command("config", "--app-name=basic-auth"), output, errors);

        Assert.StartsWith("WARNING: auth.ini line 5: the key 'admin_pasword' is unknown", errors.ToString());
        Assert.DoesNotContain("pasword", output.ToString());
    }

    [Fact]
    public void An_unknown_form_of_output_is_refused() =>
        Assert.Equal(
            ["Invalid value for '--format': 'xml' is not one of 'text', 'json', 'markdown'."],
            Start.ErrorsOf(start.PrintedAnswer("config", "--format=xml"))
        );
}
