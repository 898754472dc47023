using System.Text.RegularExpressions;
using Sluice.Configuration.Reports;
using Sluice.Configuration.Sources;
using Sluice.Python;

namespace Sluice.Configuration.Databases;

/// <summary>
/// Reads database URIs by SQLAlchemy's rules (docs/configuration.md, "Databases"). Problems name the URI with its password hidden.
/// </summary>
/// <param name="surroundings">Gives the PG variables and the working folder.</param>
/// <param name="findings">Gets the problems.</param>
internal sealed partial class DatabaseUriParser(Surroundings surroundings, Findings findings)
{
    private const string Forms =
        "Write sqlite:///FILE or postgresql://USER@HOST:PORT/DATABASE, the password as :PASSWORD behind USER or in PGPASSWORD.";
    private static readonly string[] PostgresDrivers = ["psycopg2", "psycopg", "asyncpg", "pg8000", "psycopg2cffi", "psycopg_async"];
    private static readonly string[] SqliteDrivers = ["pysqlite"];
    private static readonly string[] SqliteParameters =
    [
        "timeout",
        "isolation_level",
        "check_same_thread",
        "cached_statements",
        "uri",
        "mode",
        "cache",
        "detect_types",
    ];

    /// <summary>Reads one URI; null after a problem.</summary>
    /// <param name="subject">The flag or ini key that holds it.</param>
    /// <param name="given">The URI and where it was written.</param>
    public DatabaseUri? Parse(string subject, Given given)
    {
        var text = given.Text;
        var colon = text.IndexOf(':');
        var scheme = colon < 0 ? "" : text[..colon].ToLowerInvariant();
        if (scheme is "" or "file" || text[0] is '.' or '/')
        {
            return text.StartsWith("databricks", StringComparison.Ordinal)
                ? Refuse(subject, given, $"names a Databricks workspace, which is another server. {Forms}")
                : RefuseFileStore(given);
        }
        var names = scheme.Split('+');
        return names[0] switch
        {
            _ when names.Length > 2 => RefuseScheme(subject, given, scheme),
            "mysql" or "mariadb" => RefuseEngine(subject, given, "MySQL"),
            "mssql" => RefuseEngine(subject, given, "SQL Server"),
            "sqlite" => ParseWith(subject, given, scheme, SqliteDrivers, ReadSqlite),
            "postgresql" or "postgres" => ParseWith(subject, given, scheme, PostgresDrivers, ReadPostgres),
            _ => RefuseScheme(subject, given, scheme),
        };
    }

    /// <summary>The refusal of a folder as tracking database (docs/configuration.md, "Databases").</summary>
    public DatabaseUri? RefuseFileStore(Given given)
    {
        findings.Failure(
            "The filesystem tracking backend (e.g., './mlruns') is in maintenance mode and will not receive further updates. Please migrate to "
                + "a database backend (e.g., 'sqlite:///mlflow.db') to access the latest MLflow features. To move what is there, run MLflow's own "
                + "'mlflow migrate-filestore --source ./mlruns --target sqlite:///mlflow.db', then start with --backend-store-uri sqlite:///mlflow.db.",
            given.Origin
        );
        return null;
    }

    private DatabaseUri? ParseWith(
        string subject,
        Given given,
        string scheme,
        string[] drivers,
        Func<string, Given, Match, DatabaseUri?> read
    )
    {
        var plus = scheme.IndexOf('+');
        if (plus >= 0 && !drivers.Contains(scheme[(plus + 1)..]))
        {
            return Refuse(
                subject,
                given,
                $"names an unknown driver: Can't load plugin: sqlalchemy.dialects:{scheme.Replace('+', '.')}. Write {scheme[..plus]}:// without a driver."
            );
        }
        var match = Form().Match(given.Text);
        return match.Success ? read(subject, given, match) : Refuse(subject, given, $"can't be read as a URI. {Forms}");
    }

    private SqliteUri? ReadSqlite(string subject, Given given, Match match)
    {
        if (
            match.Groups["host"].Value.Length > 0
            || match.Groups["v6"].Success
            || match.Groups["user"].Success
            || match.Groups["port"].Success
        )
        {
            Refuse(
                subject,
                given,
                "has something between '//' and '/'. Write sqlite:///FILE, sqlite:////ABSOLUTE/FILE or sqlite:///:memory:."
            );
            return null;
        }
        var query = ReadQuery(match).ToLookup(pair => pair.Key, pair => pair.Value);
        if (query.Select(group => group.Key).FirstOrDefault(key => !SqliteParameters.Contains(key)) is { } unknown)
        {
            findings.Warn($"WARNING: {subject} has the parameter '{unknown}', which SQLite doesn't know; it is ignored.");
        }
        var file = match.Groups["database"].Value;
        if (query["uri"].LastOrDefault() == "true" && file.StartsWith("file:", StringComparison.Ordinal))
        {
            file = file[5..];
        }
        var memory = file is "" or ":memory:" || query["mode"].LastOrDefault() == "memory";
        return new SqliteUri(memory ? null : surroundings.Absolute(file)) { Relative = !memory && !Path.IsPathRooted(file) };
    }

    private PostgresUri? ReadPostgres(string subject, Given given, Match match)
    {
        var query = ReadQuery(match);
        if (query.Select(pair => pair.Key).FirstOrDefault(key => !PostgresParameters.Keywords.Contains(key)) is { } unknown)
        {
            var nearest = CloseNames.Nearest(unknown, PostgresParameters.Keywords);
            var instead = nearest is null ? "" : $" Did you mean '{nearest}'?";
            Refuse(subject, given, $"has an invalid connection option \"{unknown}\".{instead}");
            return null;
        }
        return new PostgresUriReader(surroundings, reason => Refuse(subject, given, reason)).Read(match, query);
    }

    private static List<KeyValuePair<string, string>> ReadQuery(Match match) =>
        [
            .. match
                .Groups["query"]
                .Value.Split('&')
                .Select(pair => pair.Split('=', 2))
                .Where(pair => pair.Length == 2 && pair[1].Length > 0)
                .Select(pair => KeyValuePair.Create(Decode(pair[0]), Decode(pair[1]))),
        ];

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private DatabaseUri? RefuseEngine(string subject, Given given, string engine) =>
        Refuse(
            subject,
            given,
            $"names {engine}, which Sluice doesn't serve. Move the data: create a PostgreSQL database with 'mlflow db upgrade postgresql://…', "
                + $"copy the rows of every table with pgloader, then start with that postgresql:// URI."
        );

    private DatabaseUri? RefuseScheme(string subject, Given given, string scheme)
    {
        var nearest = CloseNames.Nearest(scheme, ["postgresql", "sqlite"]);
        var instead = nearest is null ? "" : $" Did you mean '{nearest}'?";
        return Refuse(subject, given, $"has the scheme '{scheme}', which is no database that Sluice serves.{instead} {Forms}");
    }

    private DatabaseUri? Refuse(string subject, Given given, string reason)
    {
        findings.Failure($"{subject} {PythonText.Of(HiddenPassword.OfUri(given.Text))} {reason}", given.Origin);
        return null;
    }

    [GeneratedRegex(
        @"^(?<name>[\w+]+)://(?:(?<user>[^:/]*)(?::(?<password>[^@]*))?@)?"
            + @"(?:(?:\[(?<v6>[^/?]+)\]|(?<host>[^/:?]+))?(?::(?<port>[^/?]*))?)?(?:/(?<database>[^?]*))?(?:\?(?<query>.*))?\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Form();
}
