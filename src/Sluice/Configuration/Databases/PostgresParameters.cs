namespace Sluice.Configuration.Databases;

/// <summary>libpq's keywords and the variables that stand in for them (docs/settings.md, "Variables of PostgreSQL").</summary>
internal static class PostgresParameters
{
    /// <summary>Variables that fill a keyword which the URI leaves out.</summary>
    public static readonly IReadOnlyList<(string Variable, string Keyword)> Variables =
    [
        ("PGHOST", "host"),
        ("PGPORT", "port"),
        ("PGUSER", "user"),
        ("PGPASSWORD", "password"),
        ("PGDATABASE", "dbname"),
        ("PGSSLMODE", "sslmode"),
        ("PGSSLROOTCERT", "sslrootcert"),
        ("PGSSLCERT", "sslcert"),
        ("PGSSLKEY", "sslkey"),
        ("PGOPTIONS", "options"),
        ("PGAPPNAME", "application_name"),
        ("PGCONNECT_TIMEOUT", "connect_timeout"),
        ("PGPASSFILE", "passfile"),
        ("PGTARGETSESSIONATTRS", "target_session_attrs"),
        ("PGCLIENTENCODING", "client_encoding"),
    ];

    /// <summary>Keywords that a URI may have in its query part.</summary>
    public static readonly IReadOnlySet<string> Keywords = new HashSet<string>(
        (
            "application_name channel_binding client_encoding connect_timeout dbname fallback_application_name gssdelegation gssencmode "
            + "gsslib host hostaddr keepalives keepalives_count keepalives_idle keepalives_interval krbsrvname load_balance_hosts "
            + "max_protocol_version min_protocol_version options passfile password port replication require_auth requirepeer sslcert "
            + "sslcertmode sslcompression sslcrl sslcrldir sslkey sslmode sslnegotiation sslpassword sslrootcert sslsni "
            + "ssl_max_protocol_version ssl_min_protocol_version target_session_attrs tcp_user_timeout user"
        ).Split(' ')
    );

    /// <summary>The words of <c>sslmode</c>.</summary>
    public static readonly IReadOnlyList<string> SslModes = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"];
}
