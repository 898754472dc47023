using Sluice.Configuration;
using Sluice.Configuration.Reports;
using Xunit;

namespace Sluice.Tests.Configuration;

public sealed class AccountSettingsTests : IDisposable
{
    private const string Head = "[mlflow]\ndefault_permission = READ\ndatabase_uri = sqlite:///auth.db\nadmin_username = admin\n";
    private readonly Start start = new();

    public void Dispose() => start.Dispose();

    [Fact]
    public void Without_an_ini_file_the_built_in_one_counts()
    {
        var accounts = start.Server("--app-name", "basic-auth").Accounts!;
        Assert.Equal(("READ", "admin"), (accounts.DefaultPermission, accounts.AdminName));
        Assert.Equal($"sqlite:///{start.Folder}/basic_auth.db", accounts.Database.Uri.Display);
        Assert.Null(accounts.AdminPassword);
        Assert.Null(accounts.SecretKey);
        Assert.Equal(AccountReader.BasicFunction, accounts.AuthorizationFunction);
    }

    [Fact]
    public void Without_the_app_the_ini_file_is_not_read()
    {
        start.Environment["MLFLOW_AUTH_CONFIG_PATH"] = "missing.ini";
        Assert.Null(start.Server().Accounts);
    }

    [Fact]
    public void Every_key_of_the_file_is_read()
    {
        var accounts = start.Accounts(
            "admin_password = correct-horse-battery\ngrant_default_workspace_access = Yes\nworkspace_cache_max_size = 1\n"
                + "workspace_cache_ttl_seconds = 2\nauth_cache_max_size = 3\nauth_cache_ttl_seconds = 4\n"
        );
        Assert.Equal("correct-horse-battery", accounts.AdminPassword?.Reveal());
        Assert.True(accounts.GrantDefaultWorkspaceAccess);
        Assert.Equal((1, TimeSpan.FromSeconds(2)), (accounts.WorkspaceCacheSize, accounts.WorkspaceCacheTime));
        Assert.Equal((3, TimeSpan.FromSeconds(4)), (accounts.AuthCacheSize, accounts.AuthCacheTime));
    }

    [Fact]
    public void Name_and_password_of_the_admin_come_from_their_variables_first()
    {
        start.Environment["MLFLOW_AUTH_ADMIN_USERNAME"] = "root";
        start.Environment["MLFLOW_AUTH_ADMIN_PASSWORD"] = "from-the-variable";
        var accounts = start.Accounts("admin_password = from-the-ini-file\n");
        Assert.Equal(("root", "from-the-variable"), (accounts.AdminName, accounts.AdminPassword?.Reveal()));
    }

    [Fact]
    public void An_empty_variable_wins_too_and_counts_as_missing()
    {
        start.Environment["MLFLOW_AUTH_ADMIN_PASSWORD"] = "";
        Assert.Null(start.Accounts("admin_password = from-the-ini-file\n").AdminPassword);
        start.Environment["MLFLOW_AUTH_ADMIN_USERNAME"] = "";
        Assert.StartsWith(
            "MLflow Authentication needs a username for the admin user",
            Assert.Single(start.Errors("--app-name", "basic-auth"))
        );
    }

    [Theory]
    [InlineData("password1234")]
    [InlineData("password")]
    public void A_published_password_is_refused_and_not_shown(string password)
    {
        var error = Assert.Single(start.IniErrors(Head + $"admin_password = {password}\n"));
        Assert.StartsWith("Refusing to use the insecure default password", error);
        Assert.EndsWith("(from auth.ini line 5)", error);
        Assert.DoesNotContain("password1234", error);
    }

    [Fact]
    public void A_short_password_works_with_a_warning_that_does_not_show_it()
    {
        Assert.Equal("S3cr3+", start.Accounts("admin_password = S3cr3+\n").AdminPassword?.Reveal());
        var notices = start.Command("server", "--app-name", "basic-auth").Notices;
        var warning = Assert.Single(notices, notice => notice.Text.Contains("fewer than 12 characters"));
        Assert.Contains("auth.ini line 5", warning.Text);
        Assert.DoesNotContain("S3cr3+", string.Concat(notices));
    }

    [Theory]
    [InlineData("database_uri = sqlite:///a.db\nadmin_username = a\n", "The key 'default_permission' is missing.")]
    [InlineData("default_permission = READ\nadmin_username = a\n", "The key 'database_uri' is missing.")]
    [InlineData(
        "default_permission = \"READ\"\ndatabase_uri = sqlite:///a.db\nadmin_username = a\n",
        "default_permission is '\"READ\"'; write one of READ"
    )]
    [InlineData(
        "default_permission = READ\ndatabase_uri = bogus://x\nadmin_username = a\n",
        "database_uri 'bogus://x' has the scheme 'bogus'"
    )]
    [InlineData("default_permission = READ\ndatabase_uri = sqlite:///a.db\n", "MLflow Authentication needs a username for the admin user")]
    public void A_missing_or_wrong_key_is_named_with_its_file(string lines, string expected)
    {
        var error = Assert.Single(start.IniErrors("[mlflow]\n" + lines));
        Assert.StartsWith(expected, error);
        Assert.True(error.Contains("auth.ini") || error.Contains("admin_username"), error);
    }

    [Theory]
    [InlineData("grant_default_workspace_access = maybe", "grant_default_workspace_access: Not a boolean: maybe.")]
    [InlineData("grant_default_workspace_access =", "grant_default_workspace_access: Not a boolean: .")]
    [InlineData("auth_cache_max_size = x", "auth_cache_max_size: 'x' is no whole number")]
    [InlineData("auth_cache_ttl_seconds =", "auth_cache_ttl_seconds: '' is no whole number")]
    [InlineData("authorization_function = my.module:sign_in", "authorization_function is 'my.module:sign_in', and Sluice runs no Python.")]
    [InlineData(
        "authorization_function = mlflowstack.auth.ldap:authenticate_request_basic_auth",
        "'authorization_function' asks for what Sluice 0.1.0 doesn't serve yet"
    )]
    [InlineData("read_database_uri = sqlite:///r.db", "'read_database_uri' asks for what Sluice 0.1.0 doesn't serve yet")]
    public void A_wrong_value_is_answered_with_file_and_line(string line, string expected)
    {
        var error = Assert.Single(start.IniErrors(Head + line + "\n"));
        Assert.StartsWith(expected, error);
        Assert.EndsWith("(from auth.ini line 5)", error);
    }

    [Fact]
    public void A_missing_file_is_named_with_the_variable_that_asked_for_it()
    {
        start.Environment["MLFLOW_AUTH_CONFIG_PATH"] = "nowhere/auth.ini";
        var answer = start.PrintedAnswer("server", "--app-name", "basic-auth");
        Assert.StartsWith("Error: The ini file 'nowhere/auth.ini' does not exist.", answer.Error);
        Assert.Contains("(from variable MLFLOW_AUTH_CONFIG_PATH)", answer.Error);
        Assert.Equal(1, answer.Exit);
    }

    [Theory]
    [InlineData("[other]\nx = y\n")]
    [InlineData("[MLFLOW]\nx = y\n")]
    [InlineData("")]
    public void A_file_without_the_section_is_refused(string text) =>
        Assert.Equal(["The file has no section [mlflow]. Write [mlflow] above its keys. (from auth.ini)"], start.IniErrors(text));

    [Fact]
    public void A_key_that_nobody_knows_is_warned_about_with_its_line_and_the_nearest_key()
    {
        start.Accounts("admin_pasword = correct-horse-battery\nsomething_else = 1\n[DEFAULT]\nauth_cache_max_sise = 1\n");

        Assert.Equal(
            [
                "WARNING: auth.ini line 5: the key 'admin_pasword' is unknown and ignored. Did you mean 'admin_password'?",
                "WARNING: auth.ini line 6: the key 'something_else' is unknown and ignored. Take it out, or correct its name.",
                "WARNING: auth.ini line 8: the key 'auth_cache_max_sise' is unknown and ignored. Did you mean 'auth_cache_max_size'?",
            ],
            UnknownKeys()
        );
    }

    [Fact]
    public void A_key_that_another_value_is_made_of_is_not_warned_about()
    {
        start.Accounts(
            "first = correct-horse\nadmin_password = %(first)s-%(second)s\n[DEFAULT]\nsecond = battery\nauth_cache_max_size = 5\n"
        );

        Assert.Empty(UnknownKeys());
    }

    private string[] UnknownKeys() =>
        [
            .. start
                .Command("server", "--app-name", "basic-auth")
                .Notices.Where(notice => notice is { Stream: NoticeStream.Error } && notice.Text.Contains("is unknown"))
                .Select(notice => notice.Text),
        ];

    [Fact]
    public void All_faults_of_a_file_are_reported_at_once() =>
        Assert.Equal(
            4,
            start
                .IniErrors("[mlflow]\njunk\ndefault_permission = X\ndatabase_uri = p%40w\nauth_cache_max_size = -1\nadmin_username = a\n")
                .Length
        );
}
