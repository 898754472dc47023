using System.Globalization;
using Npgsql;
using Sluice.Configuration.Databases;
using Sluice.Storage;
using Sluice.Storage.Postgres;
using Sluice.Storage.Sqlite;

namespace Sluice.Hosting;

/// <summary>Opens the databases that the settings name; two settings that name one place share one.</summary>
internal sealed class DatabaseOpener : IAsyncDisposable
{
    private readonly Dictionary<string, Database> open = new(StringComparer.Ordinal);

    /// <summary>A database.</summary>
    /// <param name="settings">Where it is.</param>
    /// <param name="holdsSecrets">Whether a file is for its owner's eyes alone. Whoever opens it first must say so.</param>
    /// <exception cref="DatabaseUnavailableException">A SQLite file can't be opened; PostgreSQL is asked later.</exception>
    public Database Open(DatabaseSettings settings, bool holdsSecrets = false)
    {
        var place = settings.Uri.Display;
        if (!open.TryGetValue(place, out var database))
        {
            database = settings.Uri switch
            {
                SqliteUri sqlite => SqliteDatabase.Open(sqlite.File, holdsSecrets),
                PostgresUri postgres => PostgresDatabase.Open(Connection(postgres, settings.Pool)),
                _ => throw new ArgumentException($"a database can't be a {settings.Uri.GetType()}"),
            };
            open.Add(place, database);
        }
        return database;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var database in open.Values)
        {
            await database.DisposeAsync();
        }
        open.Clear();
    }

    private static NpgsqlConnectionStringBuilder Connection(PostgresUri uri, PoolSettings pool)
    {
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = string.Join(
                ',',
                uri.Hosts.Select(host => host.Name.StartsWith('/') ? host.Name : $"{Bracketed(host.Name)}:{host.Port}")
            ),
            Port = uri.Hosts[0].Port,
            Username = uri.User ?? Environment.UserName,
            Database = uri.Database ?? uri.User ?? Environment.UserName,
            MaxPoolSize = pool.Size + pool.Overflow,
            ApplicationName = "sluice",
        };
        if (uri.Password is not null)
        {
            builder.Password = uri.Password.Reveal();
        }
        if (uri.KeyPassword is not null)
        {
            builder.SslPassword = uri.KeyPassword.Reveal();
        }
        if (pool.Recycle is { } age)
        {
            builder.ConnectionLifetime = (int)age.TotalSeconds;
        }
        foreach (var (keyword, value) in uri.Parameters)
        {
            Apply(builder, keyword, value);
        }
        return builder;
    }

    private static string Bracketed(string host) => host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host;

    /// <summary>Sets what a keyword of libpq means; keywords of what the driver does by itself are passed over.</summary>
    private static void Apply(NpgsqlConnectionStringBuilder builder, string keyword, string value)
    {
        switch (keyword)
        {
            case "sslmode":
                builder.SslMode = value switch
                {
                    "disable" => SslMode.Disable,
                    "allow" => SslMode.Allow,
                    "require" => SslMode.Require,
                    "verify-ca" => SslMode.VerifyCA,
                    "verify-full" => SslMode.VerifyFull,
                    _ => SslMode.Prefer,
                };
                break;
            case "sslrootcert":
                builder.RootCertificate = value;
                break;
            case "sslcert":
                builder.SslCertificate = value;
                break;
            case "sslkey":
                builder.SslKey = value;
                break;
            case "connect_timeout":
                builder.Timeout = int.Parse(value, CultureInfo.InvariantCulture);
                break;
            case "application_name":
                builder.ApplicationName = value;
                break;
            case "options":
                builder.Options = value;
                break;
            case "client_encoding":
                builder.ClientEncoding = value;
                break;
            case "passfile":
                builder.Passfile = value;
                break;
            case "target_session_attrs":
                builder.TargetSessionAttributes = value;
                break;
            default:
                break;
        }
    }
}
