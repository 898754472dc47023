using Microsoft.Extensions.Logging;
using Xunit;

namespace Sluice.Tests.Configuration;

public sealed class PrecedenceTests : IDisposable
{
    private readonly Start start = new();

    public void Dispose() => start.Dispose();

    [Fact]
    public void Without_anything_given_the_defaults_are_the_originals()
    {
        var settings = start.Server();
        Assert.Equal(("127.0.0.1", 5000, ""), (settings.Listen.Host, settings.Listen.Port, settings.Listen.StaticPrefix));
        Assert.Equal($"sqlite:///{start.Folder}/mlflow.db", settings.Tracking.Uri.Display);
        Assert.Null(settings.Accounts);
        Assert.Equal("mlflow-artifacts:/", settings.Artifacts.DefaultRoot);
        Assert.Equal(Path.Combine(start.Folder, "mlartifacts"), settings.Artifacts.Destination);
        Assert.True(
            settings.Artifacts.Serve && settings.Artifacts.TruncateLongValues && settings.Log.AccessLog && settings.Proxies.UseHeaders
        );
        Assert.Equal((5, 10), (settings.Tracking.Pool.Size, settings.Tracking.Pool.Overflow));
        Assert.Equal(TimeSpan.FromSeconds(5), settings.Limits.KeepAlive);
        Assert.Null(settings.Browser.AllowedHosts);
        Assert.Equal("SAMEORIGIN", settings.Browser.FrameOptions);
        Assert.Equal(LogLevel.Information, settings.Log.Level);
    }

    [Fact]
    public void A_flag_wins_over_its_variable()
    {
        start.Environment["MLFLOW_PORT"] = "7001";
        Assert.Equal(7002, start.Server("--port", "7002").Listen.Port);
    }

    [Fact]
    public void A_variable_wins_over_the_default()
    {
        start.Environment["MLFLOW_PORT"] = "7001";
        Assert.Equal(7001, start.Server().Listen.Port);
    }

    [Fact]
    public void A_variable_that_is_set_but_empty_counts_as_not_set()
    {
        start.Environment["MLFLOW_PORT"] = "";
        start.Environment["MLFLOW_STATIC_PREFIX"] = "";
        start.Environment["MLFLOW_LOGGING_LEVEL"] = "";
        Assert.Equal(5000, start.Server().Listen.Port);
    }

    [Theory]
    [InlineData("--backend-store-uri")]
    [InlineData("--registry-store-uri")]
    [InlineData("--default-artifact-root")]
    [InlineData("--workers")]
    [InlineData("--allowed-hosts")]
    [InlineData("--cors-allowed-origins")]
    [InlineData("--uvicorn-opts")]
    [InlineData("--expose-prometheus")]
    public void An_empty_value_of_these_flags_acts_like_none(string flag) =>
        Assert.Equal(start.Server().Listen, start.Server(flag, "").Listen);

    [Fact]
    public void An_empty_host_means_every_interface() => Assert.Equal("0.0.0.0", start.Server("--host", "").Listen.Host);

    [Fact]
    public void Disabling_workspaces_beats_the_variable()
    {
        start.Environment["MLFLOW_ENABLE_WORKSPACES"] = "true";
        Assert.StartsWith("'--enable-workspaces' asks for", Assert.Single(start.Errors()));
        Assert.NotNull(start.Server("--disable-workspaces"));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("t")]
    [InlineData("TRUE")]
    [InlineData("y")]
    [InlineData("Yes")]
    [InlineData("on")]
    public void These_words_turn_a_switch_on_through_its_variable(string word)
    {
        start.Environment["MLFLOW_SERVER_DISABLE_SECURITY_MIDDLEWARE"] = word;
        Assert.False(start.Server().Browser.Enabled);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("f")]
    [InlineData("False")]
    [InlineData("n")]
    [InlineData("NO")]
    [InlineData("off")]
    public void These_words_turn_a_switch_off_through_its_variable(string word)
    {
        start.Environment["MLFLOW_SERVE_ARTIFACTS"] = word;
        Assert.False(start.Server().Artifacts.Serve);
    }

    [Fact]
    public void Any_other_word_for_a_switch_is_refused_with_the_words_that_are_known()
    {
        start.Environment["MLFLOW_ARTIFACTS_ONLY"] = "foo";
        Assert.Equal(
            [
                "Invalid value for '--artifacts-only': 'foo' is not a valid boolean. Recognized values: , 0, 1, f, false, n, no, off, on, t, true, y, yes "
                    + "(from variable MLFLOW_ARTIFACTS_ONLY)",
            ],
            start.Errors()
        );
    }

    [Theory]
    [InlineData("", "", "mlflow-artifacts:/")]
    [InlineData("--no-serve-artifacts", "", "{cwd}/mlruns")]
    [InlineData("", "./here", "{cwd}/here")]
    [InlineData("", "file:rel", "file://{cwd}/rel")]
    [InlineData("--no-serve-artifacts", "s3://bucket/root", "s3://bucket/root")]
    [InlineData("--no-serve-artifacts", "mlflow-artifacts:/x", "mlflow-artifacts:/x")]
    public void The_default_root_is_composed_as_documented(string flag, string root, string expected)
    {
        string[] flags =
        [
            .. flag.Length > 0 ? [flag] : Array.Empty<string>(),
            .. root.Length > 0 ? ["--default-artifact-root", root] : Array.Empty<string>(),
        ];
        Assert.Equal(expected.Replace("{cwd}", start.Folder), start.Server(flags).Artifacts.DefaultRoot);
    }

    [Theory]
    [InlineData("none", null)]
    [InlineData("deny", "DENY")]
    public void Frame_options_are_sent_in_upper_case_and_NONE_leaves_them_out(string given, string? expected) =>
        Assert.Equal(expected, start.Server("--x-frame-options", given).Browser.FrameOptions);

    [Fact]
    public void Lists_lose_blanks_and_empty_items() =>
        Assert.Equal(["a", "b:*"], start.Server("--allowed-hosts", " a, b:* ,,").Browser.AllowedHosts);

    [Fact]
    public void Pool_variables_are_read_and_0_means_the_default()
    {
        start.Environment["MLFLOW_SQLALCHEMYSTORE_POOL_SIZE"] = " 0 ";
        start.Environment["MLFLOW_SQLALCHEMYSTORE_MAX_OVERFLOW"] = "3";
        start.Environment["MLFLOW_SQLALCHEMYSTORE_POOL_RECYCLE"] = "60";
        start.Environment["MLFLOW_SQLALCHEMYSTORE_POOLCLASS"] = "QueuePool";
        var pool = start.Server().Tracking.Pool;
        Assert.Equal((5, 3, TimeSpan.FromMinutes(1)), (pool.Size, pool.Overflow, pool.Recycle));
    }

    [Theory]
    [InlineData("debug", LogLevel.Debug)]
    [InlineData("WARN", LogLevel.Warning)]
    [InlineData("Fatal", LogLevel.Critical)]
    [InlineData("NOTSET", LogLevel.Trace)]
    public void Log_levels_are_known_in_any_case(string name, LogLevel expected)
    {
        start.Environment["MLFLOW_LOGGING_LEVEL"] = name;
        Assert.Equal(expected, start.Server().Log.Level);
    }

    [Fact]
    public void The_older_name_of_the_logging_variable_wins_when_both_are_set()
    {
        start.Environment["MLFLOW_CONFIGURE_LOGGING"] = "true";
        start.Environment["MLFLOW_LOGGING_CONFIGURE_LOGGING"] = "false";
        Assert.False(start.Server().Log.Formatted);
    }
}
