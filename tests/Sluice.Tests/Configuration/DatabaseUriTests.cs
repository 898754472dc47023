using Sluice.Configuration.Databases;
using Xunit;

namespace Sluice.Tests.Configuration;

public sealed class DatabaseUriTests : IDisposable
{
    private readonly Start start = new();

    public void Dispose() => start.Dispose();

    private DatabaseUri Read(string uri) => start.Server("--backend-store-uri", uri).Tracking.Uri;

    private PostgresUri Postgres(string uri) => Assert.IsType<PostgresUri>(Read(uri));

    private string Refusal(string uri) => Assert.Single(start.Errors("--backend-store-uri", uri));

    [Theory]
    [InlineData("sqlite:///rel/path.db", "{cwd}/rel/path.db", true)]
    [InlineData("sqlite:////abs/path.db", "/abs/path.db", false)]
    [InlineData("sqlite+pysqlite:///x.db", "{cwd}/x.db", true)]
    [InlineData("sqlite:///a%20b.db", "{cwd}/a%20b.db", true)]
    [InlineData("sqlite:///x.db?timeout=5", "{cwd}/x.db", true)]
    [InlineData("sqlite:///file:x.db?uri=true&mode=rwc", "{cwd}/x.db", true)]
    public void A_SQLite_file_is_found_from_the_working_folder(string uri, string expected, bool relative)
    {
        var file = Assert.IsType<SqliteUri>(Read(uri));
        Assert.Equal((expected.Replace("{cwd}", start.Folder), relative), (file.File, file.Relative));
    }

    [Theory]
    [InlineData("sqlite://")]
    [InlineData("sqlite:///")]
    [InlineData("sqlite:///:memory:")]
    [InlineData("sqlite:///file:x?mode=memory&cache=shared&uri=true")]
    public void A_SQLite_database_in_memory_has_several_spellings(string uri) => Assert.True(Assert.IsType<SqliteUri>(Read(uri)).InMemory);

    [Theory]
    [InlineData("postgresql://u:p@h:5433/d")]
    [InlineData("postgres://u:p@h:5433/d")]
    [InlineData("postgresql+psycopg2://u:p@h:5433/d")]
    [InlineData("postgresql+psycopg://u:p@h:5433/d")]
    [InlineData("postgresql+asyncpg://u:p@h:5433/d")]
    [InlineData("postgresql+pg8000://u:p@h:5433/d")]
    public void Every_driver_means_PostgreSQL(string uri)
    {
        var database = Postgres(uri);
        Assert.Equal(("u", "p", "d"), (database.User, database.Password?.Reveal(), database.Database));
        Assert.Equal([new PostgresHost("h", 5433)], database.Hosts);
    }

    [Fact]
    public void User_and_password_are_percent_decoded_and_a_plus_stays_a_plus()
    {
        var database = Postgres("postgresql://a%40b:p%2Fq%3Ar%25+s@h/d");
        Assert.Equal(("a@b", "p/q:r%+s"), (database.User, database.Password?.Reveal()));
    }

    [Fact]
    public void In_the_query_a_plus_is_a_blank() =>
        Assert.Equal(
            "-csearch_path=a -cx=y",
            Postgres("postgresql://h/d?options=-csearch_path%3Da+-cx%3Dy&sslmode=require").Parameters["options"]
        );

    [Fact]
    public void An_IPv6_address_stands_in_brackets() =>
        Assert.Equal([new PostgresHost("2001:db8::1", 5433)], Postgres("postgresql://u@[2001:db8::1]:5433/d").Hosts);

    [Fact]
    public void A_socket_folder_comes_from_the_query() =>
        Assert.Equal(
            [new PostgresHost("/var/run/postgresql", 5433)],
            Postgres("postgresql://u:p@/db?host=/var/run/postgresql&port=5433").Hosts
        );

    [Theory]
    [InlineData("postgresql://u@/d?host=a:5432&host=b:5433")]
    [InlineData("postgresql://u@/d?host=a,b&port=5432,5433")]
    public void Several_hosts_are_kept_in_order(string uri) =>
        Assert.Equal([new PostgresHost("a", 5432), new PostgresHost("b", 5433)], Postgres(uri).Hosts);

    [Theory]
    [InlineData("postgresql://")]
    [InlineData("postgresql+psycopg2://")]
    public void A_bare_URI_takes_everything_from_the_PG_variables(string uri)
    {
        foreach (
            var (name, text) in new[]
            {
                ("HOST", "db"),
                ("PORT", "5433"),
                ("USER", "u"),
                ("PASSWORD", "Pa33w0rd!"),
                ("DATABASE", "d"),
                ("SSLMODE", "require"),
            }
        )
        {
            start.Environment["PG" + name] = text;
        }
        var database = Postgres(uri);
        Assert.Equal([new PostgresHost("db", 5433)], database.Hosts);
        Assert.Equal(("u", "Pa33w0rd!", "d"), (database.User, database.Password?.Reveal(), database.Database));
        Assert.Equal("require", database.Parameters["sslmode"]);
    }

    [Fact]
    public void What_the_URI_says_wins_over_the_PG_variables()
    {
        start.Environment["PGHOST"] = "other";
        start.Environment["PGPASSWORD"] = "from-variable";
        start.Environment["PGSSLMODE"] = "disable";
        var database = Postgres("postgresql://u:p@h/d?sslmode=verify-full");
        Assert.Equal(("h", "p", "verify-full"), (database.Hosts[0].Name, database.Password?.Reveal(), database.Parameters["sslmode"]));
    }

    [Theory]
    [InlineData("mysql://u:hunter2@h/d", "MySQL")]
    [InlineData("mysql+pymysql://u:hunter2@h:3306/d", "MySQL")]
    [InlineData("mssql+pymssql://u:hunter2@h:1433/d", "SQL Server")]
    [InlineData("mssql+pyodbc://u:hunter2@h/d?driver=ODBC+Driver+18+for+SQL+Server", "SQL Server")]
    public void Engines_that_are_not_served_are_named_with_the_way_to_move(string uri, string engine)
    {
        var text = Refusal(uri);
        Assert.Contains($"names {engine}, which Sluice doesn't serve. Move the data", text);
        Assert.Contains("u:***@h", text);
        Assert.DoesNotContain("hunter2", text);
    }

    [Theory]
    [InlineData("./mlruns")]
    [InlineData("mlruns")]
    [InlineData("/srv/mlruns")]
    [InlineData("file:./x")]
    [InlineData("file:///x")]
    public void File_stores_are_refused(string uri) =>
        Assert.StartsWith("The filesystem tracking backend (e.g., './mlruns') is in maintenance mode", Refusal(uri));

    [Fact]
    public void A_folder_of_experiments_is_chosen_without_a_URI_and_then_refused()
    {
        start.Write("mlruns/0/meta.yaml", "");
        Assert.StartsWith("The filesystem tracking backend", Assert.Single(start.Errors()));
    }

    [Theory]
    [InlineData("oracle://x", "has the scheme 'oracle'")]
    [InlineData("http://host/x", "has the scheme 'http'")]
    [InlineData("a+b+c://x", "has the scheme 'a+b+c'")]
    [InlineData("postgresl://h/d", "Did you mean 'postgresql'?")]
    [InlineData("postgresql+foo://h/d", "Can't load plugin: sqlalchemy.dialects:postgresql.foo")]
    [InlineData("sqlite:x.db", "can't be read as a URI")]
    [InlineData("sqlite:/x.db", "can't be read as a URI")]
    [InlineData("sqlite://host/x.db", "something between '//' and '/'")]
    [InlineData("databricks", "Databricks")]
    [InlineData("postgresql://h/d?foo=1", "invalid connection option \"foo\"")]
    [InlineData("postgresql://h/d?ssl_mode=1", "Did you mean 'sslmode'?")]
    [InlineData("postgresql://h/d?sslmode=maybe", "sslmode 'maybe'")]
    [InlineData("postgresql://h:port/d", "has a port that is no number")]
    [InlineData("postgresql://h:70000/d", "has a port that is no number")]
    [InlineData("postgresql:///d?host=a,b&port=1,2,3", "2 hosts and 3 ports")]
    public void What_is_no_database_is_refused_with_what_to_write(string uri, string expected) => Assert.Contains(expected, Refusal(uri));

    [Theory]
    [InlineData("postgresql://u:hun@ter2@h/d")]
    [InlineData("postgresql://u:hun ter2@h/d?foo=1")]
    [InlineData("oracle://u:hun/ter2@h/d")]
    [InlineData("postgresql://h/d?password=hunter2&foo=1")]
    [InlineData("postgresql:u:hunter2@h/d")]
    [InlineData("postgresql://a/b:hunter2@h/d")]
    [InlineData("postgresql://u:hun@ter2/x@h/d")]
    [InlineData("postgresql://u:hunter2")]
    [InlineData("postgresql://u:hunter2/d")]
    public void A_refusal_shows_no_piece_of_the_password(string uri)
    {
        var text = Refusal(uri);
        Assert.DoesNotContain("hun", text);
        Assert.DoesNotContain("ter2", text);
    }

    [Fact]
    public void A_parsed_URI_shows_no_password()
    {
        var database = Postgres("postgresql://u:hunter2@h/d?sslpassword=hunter2");
        Assert.DoesNotContain("hunter2", database.ToString() + database.Display);
        Assert.Equal("postgresql://u:***@h:5432/d", database.Display);
    }
}
