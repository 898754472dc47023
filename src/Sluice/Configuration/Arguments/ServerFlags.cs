using Sluice.Configuration.Databases;
using static Sluice.Configuration.Arguments.FlagKind;

namespace Sluice.Configuration.Arguments;

/// <summary>
/// The flags of <c>server</c> (docs/configuration.md, "Flags of server"), one row a flag, in the order in which they are checked.
/// </summary>
internal static class ServerFlags
{
    /// <summary>All flags of <c>server</c>.</summary>
    public static readonly IReadOnlyList<Flag> All =
    [
        new("--backend-store-uri", FlagKind.Uri, "The tracking database: sqlite:///FILE or postgresql://USER:PASSWORD@HOST/DATABASE.")
        {
            Variable = "MLFLOW_BACKEND_STORE_URI",
            Default = DatabaseReader.DefaultUri,
            EmptyIsUnset = true,
        },
        new("--read-replica-backend-store-uri", FlagKind.Uri, "A copy of the tracking database that answers reads.")
        {
            Variable = "MLFLOW_READ_REPLICA_BACKEND_STORE_URI",
            EmptyIsUnset = true,
        },
        new("--registry-store-uri", FlagKind.Uri, "The database of registered models, when it isn't the tracking database.")
        {
            Variable = "MLFLOW_REGISTRY_STORE_URI",
            Otherwise = "the tracking database",
            EmptyIsUnset = true,
        },
        new("--default-artifact-root", FlagKind.Uri, "Where experiments created from now on keep their artifacts.")
        {
            Variable = "MLFLOW_DEFAULT_ARTIFACT_ROOT",
            Otherwise = "mlflow-artifacts:/, or ./mlruns with --no-serve-artifacts",
            EmptyIsUnset = true,
        },
        new("--serve-artifacts", Switch, "Let clients read and write artifacts through the server.")
        {
            Off = "--no-serve-artifacts",
            Variable = "MLFLOW_SERVE_ARTIFACTS",
            Default = "on",
        },
        new("--artifacts-only", Switch, "Serve artifacts and nothing else; no database is opened.")
        {
            Variable = "MLFLOW_ARTIFACTS_ONLY",
            Default = "off",
        },
        new("--artifacts-destination", FlagKind.Uri, "Where artifacts lie that clients reach through the server.")
        {
            Variable = "MLFLOW_ARTIFACTS_DESTINATION",
            Default = "./mlartifacts",
            EmptyIsUnset = true,
        },
        new("--host", Text, "The address or name to listen on; 0.0.0.0 or an empty text means every IPv4 interface.")
        {
            Short = "-h",
            Variable = "MLFLOW_HOST",
            Default = "127.0.0.1",
        },
        new("--port", Integer, "The TCP port to listen on.")
        {
            Short = "-p",
            Variable = "MLFLOW_PORT",
            Default = "5000",
        },
        new("--workers", Integer, "Accepted for MLflow's sake: Sluice is one process.")
        {
            Short = "-w",
            Variable = "MLFLOW_WORKERS",
            Default = "4",
            EmptyIsUnset = true,
        },
        new("--static-prefix", Text, "A path in front of every route, such as /mlflow.") { Variable = "MLFLOW_STATIC_PREFIX" },
        new("--allowed-hosts", Text, "Host headers to accept, separated by commas; * and ? stand for any characters.")
        {
            Variable = "MLFLOW_SERVER_ALLOWED_HOSTS",
            Otherwise = "localhost and private addresses",
            EmptyIsUnset = true,
        },
        new("--cors-allowed-origins", Text, "Origins whose pages may call the API, separated by commas.")
        {
            Variable = "MLFLOW_SERVER_CORS_ALLOWED_ORIGINS",
            Otherwise = "localhost",
            EmptyIsUnset = true,
        },
        new("--disable-security-middleware", Switch, "Check neither Host nor Origin and send no security headers.")
        {
            Variable = "MLFLOW_SERVER_DISABLE_SECURITY_MIDDLEWARE",
            Default = "off",
        },
        new("--x-frame-options", Text, "The X-Frame-Options header of every answer; NONE leaves it out.")
        {
            Variable = "MLFLOW_SERVER_X_FRAME_OPTIONS",
            Default = "SAMEORIGIN",
            EmptyIsUnset = true,
        },
        new("--gunicorn-opts", Text, "Options as gunicorn knows them, in one text; those that fit are used.")
        {
            Variable = "MLFLOW_GUNICORN_OPTS",
        },
        new("--waitress-opts", Text, "Options as waitress knows them, in one text; those that fit are used."),
        new("--uvicorn-opts", Text, "Options of the HTTP server as uvicorn names them, in one text: TLS, limits, proxies.")
        {
            Variable = "MLFLOW_UVICORN_OPTS",
            EmptyIsUnset = true,
        },
        new("--dev", Switch, "Log at debug level. There is nothing to reload.") { Default = "off" },
        new("--expose-prometheus", Text, "Turn /metrics on; the folder is created and stays empty.")
        {
            Variable = "MLFLOW_EXPOSE_PROMETHEUS",
            EmptyIsUnset = true,
        },
        new("--app-name", Choice, "basic-auth turns accounts on: every request needs a sign-in.") { Choices = ["basic-auth"] },
        new("--trace-archival-config", FlagKind.File, "A YAML file that says when traces move to an archive.")
        {
            Variable = "MLFLOW_TRACE_ARCHIVAL_CONFIG",
        },
        new("--secrets-cache-ttl", FlagKind.Range, "Seconds for which a decrypted gateway secret is kept in memory.")
        {
            Default = "60",
            Minimum = 10,
            Maximum = 300,
        },
        new("--secrets-cache-max-size", FlagKind.Range, "Decrypted gateway secrets that are kept in memory.")
        {
            Default = "1000",
            Minimum = 1,
            Maximum = 10000,
        },
        new("--workspace-store-uri", FlagKind.Uri, "The database of workspaces, when it isn't the tracking database.")
        {
            Variable = "MLFLOW_WORKSPACE_STORE_URI",
            EmptyIsUnset = true,
        },
        new("--enable-workspaces", Switch, "Divide the server into workspaces.")
        {
            Off = "--disable-workspaces",
            // Not the flag's variable: it knows fewer words than Click's switches do (docs/compatibility.md, "Environment").
            Otherwise = "off, or what MLFLOW_ENABLE_WORKSPACES says",
        },
        new("--upgrade-databases", Switch, "Sluice only: bring databases of an older release up to date at start.")
        {
            Variable = "SLUICE_UPGRADE_DATABASES",
            Default = "off",
        },
    ];
}
