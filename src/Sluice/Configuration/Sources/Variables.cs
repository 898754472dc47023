using Sluice.Configuration.Arguments;

namespace Sluice.Configuration.Sources;

/// <summary>The variables that no flag stands for (contract, drop-in.md 2).</summary>
internal static class Variables
{
    /// <summary>All of them; those of PostgreSQL are in <see cref="PostgresParameters"/>.</summary>
    public static readonly IReadOnlyList<Variable> All =
    [
        new("MLFLOW_AUTH_CONFIG_PATH", "built in", "The ini file of accounts; a relative path starts from the working folder."),
        new("MLFLOW_AUTH_ADMIN_USERNAME", "the ini file's", "Name of the admin; wins over the ini file even when empty."),
        new("MLFLOW_AUTH_ADMIN_PASSWORD", "the ini file's", "Password of the admin; wins over the ini file even when empty."),
        new("MLFLOW_FLASK_SERVER_SECRET_KEY", "made and kept", "Key that signs cookies and form tokens; the same on every replica."),
        new("MLFLOW_ENABLE_WORKSPACES", "false", "true or false: what --enable-workspaces says when it isn't given."),
        new("MLFLOW_WORKSPACE", "must be unset", "Belongs to clients; the server refuses to start with it."),
        new("MLFLOW_LOGGING_LEVEL", "INFO", "DEBUG, INFO, WARNING, ERROR, CRITICAL or NOTSET."),
        new("MLFLOW_CONFIGURE_LOGGING", "true", "false: bare log lines, warnings and worse only."),
        new("MLFLOW_LOGGING_CONFIGURE_LOGGING", "", "Older name of MLFLOW_CONFIGURE_LOGGING; wins when both are set."),
        new("MLFLOW_SQLALCHEMYSTORE_POOL_SIZE", "5", "Connections kept for each database; 0 means the default."),
        new("MLFLOW_SQLALCHEMYSTORE_MAX_OVERFLOW", "10", "Connections beyond those kept; 0 means the default."),
        new("MLFLOW_SQLALCHEMYSTORE_POOL_RECYCLE", "never", "Seconds after which a connection is replaced."),
        new("MLFLOW_SQLALCHEMYSTORE_POOLCLASS", "", "Checked and without effect: Sluice has one kind of pool."),
        new("MLFLOW_ARTIFACT_LOCATION_MAX_LENGTH", "2048", "Longest artifact location of an experiment, in characters."),
        new("MLFLOW_TRUNCATE_LONG_VALUES", "true", "Whether params and tags over their limit are cut instead of refused."),
        new("MLFLOW_ALLOWED_HOST_ADDRESSED_ARTIFACT_SCHEMES", "", "Schemes, separated by commas, whose hosts the server may connect to."),
        new("FORWARDED_ALLOW_IPS", "127.0.0.1,::1", "Trusted proxies, when the HTTP server's options don't say."),
        new("GUNICORN_CMD_ARGS", "", "Options in front of those of --gunicorn-opts, when that is given."),
    ];
}

/// <summary>A variable of the environment that no flag stands for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Default">What counts when it isn't set, or words about it.</param>
/// <param name="Help">What it does.</param>
internal sealed record Variable(string Name, string Default, string Help);
