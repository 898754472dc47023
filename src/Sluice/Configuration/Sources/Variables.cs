namespace Sluice.Configuration.Sources;

/// <summary>The variables that no flag stands for (docs/settings.md, "Variables").</summary>
internal static class Variables
{
    /// <summary>All of them; those of PostgreSQL are in <see cref="Databases.PostgresParameters"/>.</summary>
    public static readonly IReadOnlyList<Setting> All =
    [
        new("MLFLOW_AUTH_CONFIG_PATH", "The ini file of accounts; a relative path starts from the working folder.")
        {
            Otherwise = "built in",
        },
        new("MLFLOW_AUTH_ADMIN_USERNAME", "Name of the admin; wins over the ini file even when empty.") { Otherwise = "the ini file's" },
        new("MLFLOW_AUTH_ADMIN_PASSWORD", "Password of the admin; wins over the ini file even when empty.")
        {
            Otherwise = "the ini file's",
        },
        new("MLFLOW_FLASK_SERVER_SECRET_KEY", "Key that signs cookies and form tokens; the same on every replica.")
        {
            Otherwise = "made and kept",
        },
        new("MLFLOW_ENABLE_WORKSPACES", "true or false: what --enable-workspaces says when it isn't given.") { Default = "false" },
        new("MLFLOW_WORKSPACE", "Belongs to clients; the server refuses to start with it.") { Otherwise = "must be unset" },
        new("MLFLOW_LOGGING_LEVEL", "DEBUG, INFO, WARNING, ERROR, CRITICAL or NOTSET.") { Default = "INFO" },
        new("MLFLOW_CONFIGURE_LOGGING", "false: bare log lines, warnings and worse only.") { Default = "true" },
        new("MLFLOW_LOGGING_CONFIGURE_LOGGING", "Older name of MLFLOW_CONFIGURE_LOGGING; wins when both are set."),
        new("MLFLOW_SQLALCHEMYSTORE_POOL_SIZE", "Connections kept for each database; 0 means the default.") { Default = "5" },
        new("MLFLOW_SQLALCHEMYSTORE_MAX_OVERFLOW", "Connections beyond those kept; 0 means the default.") { Default = "10" },
        new("MLFLOW_SQLALCHEMYSTORE_POOL_RECYCLE", "Seconds after which a connection is replaced.") { Otherwise = "never" },
        new("MLFLOW_SQLALCHEMYSTORE_POOLCLASS", "Checked and without effect: Sluice has one kind of pool."),
        new("MLFLOW_ARTIFACT_LOCATION_MAX_LENGTH", "Longest artifact location of an experiment, in characters.") { Default = "2048" },
        new("MLFLOW_TRUNCATE_LONG_VALUES", "Whether params and tags over their limit are cut instead of refused.") { Default = "true" },
        new("MLFLOW_ALLOWED_HOST_ADDRESSED_ARTIFACT_SCHEMES", "Schemes, separated by commas, whose hosts the server may connect to."),
        new("FORWARDED_ALLOW_IPS", "Trusted proxies, when the HTTP server's options don't say.") { Default = "127.0.0.1,::1" },
        new("GUNICORN_CMD_ARGS", "Options in front of those of --gunicorn-opts, when that is given."),
    ];
}
