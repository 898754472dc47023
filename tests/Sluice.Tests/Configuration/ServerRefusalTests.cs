using Xunit;

namespace Sluice.Tests.Configuration;

/// <summary>What stops a start, one by one (docs/compatibility.md, "Flags that exclude each other").</summary>
public sealed class ServerRefusalTests : IDisposable
{
    private const string Security =
        "Security middleware parameters (--allowed-hosts, --cors-allowed-origins, --disable-security-middleware) are only supported with the "
        + "default uvicorn server. They cannot be used with --gunicorn-opts or --waitress-opts. To use security features, run without specifying "
        + "a server option (uses uvicorn by default) or explicitly use --uvicorn-opts.";

    private readonly Start start = new();

    public void Dispose() => start.Dispose();

    public static TheoryData<string, string> Rows =>
        new()
        {
            { "--static-prefix|ml", "--static-prefix must begin with a '/'." },
            { "--static-prefix|", "--static-prefix must begin with a '/'." },
            { "--static-prefix|/ml/", "--static-prefix should not end with a '/'." },
            { "--static-prefix|/", "--static-prefix should not end with a '/'." },
            { "--static-prefix|/a{b", "--static-prefix must not contain '{' or '}'." },
            { "--app-name|foo", "Invalid value for '--app-name': 'foo' is not one of 'basic-auth'." },
            { "--app-name|", "Invalid value for '--app-name': '' is not one of 'basic-auth'." },
            { "--port|", "Invalid value for '--port' / '-p': '' is not a valid integer." },
            { "--port|abc", "Invalid value for '--port' / '-p': 'abc' is not a valid integer." },
            { "--workers|abc", "Invalid value for '--workers' / '-w': 'abc' is not a valid integer." },
            { "--secrets-cache-ttl|5", "Invalid value for '--secrets-cache-ttl': 5 is not in the range 10<=x<=300." },
            { "--secrets-cache-max-size|0", "Invalid value for '--secrets-cache-max-size': 0 is not in the range 1<=x<=10000." },
            { "--trace-archival-config|F", "Invalid value for '--trace-archival-config': File 'F' does not exist." },
            { "--dev|--gunicorn-opts|--preload", "'--dev' and '--gunicorn-opts' cannot be specified together." },
            { "--dev|--uvicorn-opts|--reload", "'--dev' and '--uvicorn-opts' cannot be specified together." },
            {
                "--dev|--app-name|basic-auth",
                "'--dev' cannot be used with '--app-name'. Development mode with auto-reload is only supported for the default MLflow tracking server."
            },
            {
                "--uvicorn-opts||--waitress-opts|",
                "Cannot specify multiple server options. Choose one of: '--gunicorn-opts', '--waitress-opts', or '--uvicorn-opts'."
            },
            { "--gunicorn-opts||--allowed-hosts|a", Security },
            { "--waitress-opts||--cors-allowed-origins|a", Security },
            { "--gunicorn-opts||--disable-security-middleware", Security },
        };

    [Theory]
    [MemberData(nameof(Rows))]
    public void What_the_original_refuses_is_refused_with_its_text_and_status_2(string flags, string expected)
    {
        var answer = start.PrintedAnswer(["server", .. flags.Split('|')]);
        Assert.Equal([expected], Start.ErrorsOf(answer));
        Assert.Equal(2, answer.Exit);
        Assert.StartsWith("Usage: mlflow server [OPTIONS]\n", answer.Error);
    }

    [Fact]
    public void A_tracking_database_is_refused_with_artifacts_only()
    {
        Assert.Contains(
            "You are starting a tracking server in `--artifacts-only` mode and have provided a value for `--backend_store_uri`: "
                + "'postgresql://me:***@db/x'. A tracking server in `--artifacts-only` mode cannot have a value set for `--backend_store_uri` "
                + "to properly proxy access to the artifact storage location.",
            start.Errors("--artifacts-only", "--backend-store-uri", "postgresql://me:hunter2@db/x")
        );
    }

    [Fact]
    public void Artifacts_alone_are_answered_with_what_is_missing()
    {
        Assert.Contains(start.Errors("--artifacts-only"), error => error.Contains("'--artifacts-only' asks for what Sluice"));
    }

    [Fact]
    public void Archiving_of_traces_is_refused_with_artifacts_only()
    {
        start.Write("archive.yaml", "trace_archival: {}\n");
        Assert.Contains(
            "--trace-archival-config cannot be combined with --artifacts-only because artifact-only servers do not initialize the tracking store "
                + "required for server-owned trace archival.",
            start.Errors("--artifacts-only", "--trace-archival-config", "archive.yaml")
        );
    }

    [Fact]
    public void Artifacts_only_with_workspaces_asks_for_their_database() =>
        Assert.Contains(
            "--workspace-store-uri is required when combining --enable-workspaces with --artifacts-only so artifact requests can be validated "
                + "against a workspace provider.",
            start.Errors("--artifacts-only", "--enable-workspaces")
        );

    [Theory]
    [InlineData(
        "MLFLOW_ENABLE_WORKSPACES",
        "maybe",
        "MLFLOW_ENABLE_WORKSPACES value must be one of ['true', 'false', '1', '0'] (case-insensitive), but got maybe"
    )]
    [InlineData(
        "MLFLOW_TRUNCATE_LONG_VALUES",
        "yes",
        "MLFLOW_TRUNCATE_LONG_VALUES value must be one of ['true', 'false', '1', '0'] (case-insensitive), but got yes"
    )]
    [InlineData("MLFLOW_WORKSPACE", "x", "MLFLOW_WORKSPACE=x is client-only. Unset it before starting the server.")]
    [InlineData(
        "MLFLOW_SQLALCHEMYSTORE_POOL_SIZE",
        "x",
        "Failed to convert 'x' for MLFLOW_SQLALCHEMYSTORE_POOL_SIZE: invalid literal for int() with base 10: 'x'"
    )]
    public void A_wrong_variable_ends_the_start_with_status_1_and_no_usage_lines(string name, string text, string expected)
    {
        start.Environment[name] = text;
        var answer = start.PrintedAnswer("server");
        Assert.Equal($"Error: {expected}\n", answer.Error);
        Assert.Equal(1, answer.Exit);
    }

    [Theory]
    [InlineData("MLFLOW_LOGGING_LEVEL", "BOGUS", "Unknown level: 'BOGUS'")]
    [InlineData("MLFLOW_LOGGING_LEVEL", "10", "Unknown level: '10'")]
    [InlineData("MLFLOW_SQLALCHEMYSTORE_POOLCLASS", "Pond", "Invalid poolclass parameter: Pond.")]
    public void A_wrong_word_in_a_variable_is_answered_with_the_words_that_are_known(string name, string text, string expected)
    {
        start.Environment[name] = text;
        Assert.StartsWith(expected, Assert.Single(start.Errors()));
    }

    [Fact]
    public void An_unclosed_quote_in_options_ends_the_start_with_status_1()
    {
        var answer = start.PrintedAnswer("server", "--uvicorn-opts", "--log-level 'info");
        Assert.Equal(["No closing quotation in --uvicorn-opts"], Start.ErrorsOf(answer));
        Assert.Equal(1, answer.Exit);
    }

    [Fact]
    public void A_port_that_no_socket_has_is_refused_before_anything_is_opened() =>
        Assert.StartsWith("Invalid value for '--port' / '-p': port must be 0-65535", Assert.Single(start.Errors("--port", "65536")));

    [Fact]
    public void The_port_variable_that_Kubernetes_sets_is_explained()
    {
        start.Environment["MLFLOW_PORT"] = "tcp://10.96.0.10:80";
        Assert.Equal(
            [
                "Invalid value for '--port' / '-p': 'tcp://10.96.0.10:80' is not a valid integer. Kubernetes sets it for a Service named mlflow; "
                    + "give --port on the command line. (from variable MLFLOW_PORT)",
            ],
            start.Errors()
        );
        Assert.Equal(5000, start.Server("--port", "5000").Listen.Port);
    }

    [Fact]
    public void Single_sign_on_of_the_community_image_is_answered_with_the_name_of_its_values() =>
        Assert.Contains("oidcAuth", Assert.Single(start.Errors("--app-name", "oidc-auth")));

    [Theory]
    [InlineData("--read-replica-backend-store-uri|sqlite:///r.db")]
    [InlineData("--expose-prometheus|metrics")]
    [InlineData("--enable-workspaces")]
    [InlineData("--upgrade-databases")]
    [InlineData("--registry-store-uri|sqlite:///r.db")]
    [InlineData("--artifacts-destination|gs://bucket/runs")]
    public void What_is_not_served_yet_is_named_instead_of_ignored(string flags)
    {
        var words = flags.Split('|');
        var answer = start.PrintedAnswer(["server", .. words]);
        Assert.StartsWith($"'{words[0]}' asks for what Sluice 0.1.0 doesn't serve yet: ", Assert.Single(Start.ErrorsOf(answer)));
        Assert.Equal(1, answer.Exit);
    }

    [Fact]
    public void Https_is_named_as_not_served_yet()
    {
        start.Write("cert.pem", "");
        Assert.StartsWith(
            "'--ssl-certfile' asks for what Sluice",
            Assert.Single(start.Errors("--uvicorn-opts", "--ssl-certfile cert.pem"))
        );
    }

    [Fact]
    public void A_destination_that_is_not_served_does_no_harm_when_no_artifacts_are_served() =>
        Assert.Equal("gs://b/r", start.Server("--no-serve-artifacts", "--artifacts-destination", "gs://b/r").Artifacts.Destination);
}
