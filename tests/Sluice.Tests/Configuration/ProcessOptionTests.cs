using Microsoft.Extensions.Logging;
using Sluice.Configuration;
using Xunit;

namespace Sluice.Tests.Configuration;

/// <summary>
/// The texts of --uvicorn-opts, --gunicorn-opts and --waitress-opts (docs/configuration.md, "Options of the HTTP server").
/// </summary>
public sealed class ProcessOptionTests : IDisposable
{
    private readonly Start start = new();

    public void Dispose() => start.Dispose();

    private Settings Uvicorn(string text) => start.Server("--uvicorn-opts", text);

    [Theory]
    [InlineData("--log-level warning")]
    [InlineData("'--log-level=warning'")]
    [InlineData("'--log-level warning'")]
    [InlineData("'--timeout-keep-alive=30 --log-level=warning'")]
    [InlineData("--log-level debug --log-level warning")]
    [InlineData("--log-level 'warn'ing")]
    [InlineData("--log-level \"warning\"")]
    [InlineData("--log-level war\\ning")]
    public void Options_are_split_as_a_shell_does_and_once_more_when_a_manifest_left_its_quotes(string text) =>
        Assert.Equal(LogLevel.Warning, Uvicorn(text).Log.ServerLevel);

    [Fact]
    public void The_value_of_a_header_keeps_its_blanks()
    {
        var headers = Uvicorn("--header 'X-One: a b' '--header=X-Two: c - d'").Browser.ExtraHeaders;
        Assert.Equal([KeyValuePair.Create("X-One", "a b"), KeyValuePair.Create("X-Two", "c - d")], headers);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("'bad name: x'")]
    [InlineData("'X: a\nSet-Cookie: b'")]
    public void What_is_no_header_is_refused_and_not_shown(string text)
    {
        var error = Assert.Single(start.Errors("--uvicorn-opts", "--header " + text));
        Assert.Equal("Invalid value for '--header': the text is no header. Write NAME:VALUE. (from --uvicorn-opts)", error);
    }

    [Fact]
    public void Every_honoured_option_reaches_the_settings()
    {
        var settings = Uvicorn(
            "--no-access-log --timeout-keep-alive 30 --timeout-graceful-shutdown 20 --root-path /rp --no-proxy-headers "
                + "--forwarded-allow-ips 10.0.0.0/8,192.168.1.1 --limit-concurrency 7 --backlog 9 --no-server-header --no-date-header --uds s.sock "
                + "--h11-max-incomplete-event-size 100000"
        );
        Assert.Equal((false, LogLevel.Information), (settings.Log.AccessLog, settings.Log.ServerLevel));
        Assert.Equal((TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(20)), (settings.Limits.KeepAlive, settings.Limits.GracefulShutdown));
        Assert.Equal((7, 100000), (settings.Limits.Concurrency, settings.Limits.RequestHeadBytes));
        Assert.Equal(
            ("/rp", 9, Path.Combine(start.Folder, "s.sock")),
            (settings.Listen.RootPath, settings.Listen.Backlog, settings.Listen.UnixSocket)
        );
        Assert.Equal((false, false), (settings.Browser.ServerHeader, settings.Browser.DateHeader));
        Assert.False(settings.Proxies.UseHeaders);
        Assert.Equal(["10.0.0.0/8", "192.168.1.1/32"], settings.Proxies.Trusted.Select(network => network.ToString()));
    }

    [Theory]
    [InlineData("--reload --factory --http h11 --loop uvloop --ws none --lifespan on --limit-max-requests 100")]
    [InlineData("--host 0.0.0.0 --port 1 --workers 3")]
    public void Options_about_the_original_are_taken_without_effect(string text) =>
        Assert.Equal(start.Server().Listen, Uvicorn(text).Listen);

    [Theory]
    [InlineData("--nonsense", "No such option '--nonsense'. (from --uvicorn-opts)")]
    [InlineData("--log-levl info", "No such option '--log-levl'. Did you mean '--log-level'? (from --uvicorn-opts)")]
    [InlineData("--timeout-keep-alive x", "Invalid value for '--timeout-keep-alive': 'x' is not a valid integer. (from --uvicorn-opts)")]
    [InlineData("--timeout-keep-alive -1", "Invalid value for '--timeout-keep-alive': -1 is below 0. (from --uvicorn-opts)")]
    [InlineData("--ssl-keyfile-password hunter2 er", "Got unexpected extra argument (***) (from --uvicorn-opts)")]
    public void A_wrong_option_is_refused_with_status_2(string text, string expected)
    {
        var answer = start.PrintedAnswer("server", "--uvicorn-opts", text);
        Assert.Contains(expected, Start.ErrorsOf(answer));
        Assert.Equal(2, answer.Exit);
        Assert.DoesNotContain("hunter2", answer.Error);
    }

    [Fact]
    public void An_unknown_log_level_is_answered_with_the_known_ones() =>
        Assert.Equal(
            [
                "Invalid value for '--log-level': 'loud' is not one of 'critical', 'error', 'warning', 'info', 'debug', 'trace'. (from --uvicorn-opts)",
            ],
            start.Errors("--uvicorn-opts", "--log-level loud")
        );

    [Fact]
    public void A_trusted_peer_that_is_no_address_is_refused() =>
        Assert.StartsWith(
            "Invalid value for '--forwarded-allow-ips': 'proxy.local' is no address",
            Assert.Single(start.Errors("--uvicorn-opts", "--forwarded-allow-ips proxy.local"))
        );

    [Fact]
    public void An_option_has_a_variable_that_the_text_wins_over()
    {
        start.Environment["UVICORN_LOG_LEVEL"] = "error";
        Assert.Equal(LogLevel.Error, start.Server().Log.ServerLevel);
        Assert.Equal(LogLevel.Debug, Uvicorn("--log-level debug").Log.ServerLevel);
    }

    [Fact]
    public void Trusted_proxies_come_from_their_variable_when_no_option_says()
    {
        start.Environment["FORWARDED_ALLOW_IPS"] = "*";
        Assert.True(start.Server().Proxies.TrustAll);
        Assert.False(Uvicorn("--forwarded-allow-ips 10.0.0.1").Proxies.TrustAll);
    }

    [Theory]
    [InlineData("--log-level=info --timeout 120")]
    [InlineData("'--log-level=info --timeout 120'")]
    public void Gunicorn_options_that_fit_are_mapped(string text)
    {
        var settings = start.Server("--gunicorn-opts", text + " --graceful-timeout 9 --keep-alive 3 -w 4 --threads 8 --preload");
        Assert.Equal(TimeSpan.FromSeconds(120), settings.Limits.RequestTimeout);
        Assert.Equal((TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(3)), (settings.Limits.GracefulShutdown, settings.Limits.KeepAlive));
        Assert.False(settings.Log.AccessLog);
    }

    [Fact]
    public void Gunicorn_logs_requests_when_told_to() => Assert.True(start.Server("--gunicorn-opts", "--access-logfile -").Log.AccessLog);

    [Fact]
    public void The_variable_of_gunicorn_stands_in_front_of_its_options()
    {
        start.Environment["GUNICORN_CMD_ARGS"] = "--keep-alive 3 --graceful-timeout 8";
        var limits = start.Server("--gunicorn-opts", "--keep-alive 4").Limits;
        Assert.Equal((TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(8)), (limits.KeepAlive, limits.GracefulShutdown));
    }

    [Fact]
    public void Waitress_options_that_fit_are_mapped() =>
        Assert.Equal(5, start.Server("--waitress-opts", "--threads=4 --connection-limit=5 --url-scheme=https").Limits.Concurrency);

    [Fact]
    public void Dev_logs_at_debug_level() => Assert.Equal(LogLevel.Debug, start.Server("--dev").Log.ServerLevel);

    [Fact]
    public void A_key_without_a_certificate_is_refused()
    {
        start.Write("key.pem", "");
        Assert.Equal(
            ["'--ssl-keyfile' needs '--ssl-certfile', which names the certificate. (from --uvicorn-opts)"],
            start.Errors("--uvicorn-opts", "--ssl-keyfile key.pem")
        );
    }
}
