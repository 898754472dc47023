using System.Text;
using Sluice.Configuration.Databases;
using Sluice.Configuration.Reports;
using Sluice.Configuration.Sources;
using Sluice.Python;

namespace Sluice.Configuration;

/// <summary>Reads the accounts: the ini file and the variables that win over it (docs/configuration.md, "Keys of the ini file").</summary>
/// <param name="inputs">What the settings are read from.</param>
internal sealed class AccountReader(Inputs inputs)
{
    /// <summary>The function that signs users in with their password.</summary>
    public const string BasicFunction = "mlflow.server.auth:authenticate_request_basic_auth";

    /// <summary>The function that signs users in at a directory.</summary>
    public const string LdapFunction = "mlflowstack.auth.ldap:authenticate_request_basic_auth";

    private const int MinPasswordLength = 12;

    /// <summary>Passwords that older releases and guides published.</summary>
    private static readonly string[] PublishedPasswords = ["password1234", "password"];

    private static readonly string[] Permissions = ["READ", "USE", "EDIT", "MANAGE", "NO_PERMISSIONS"];

    /// <summary>What counts when no file is named: the content of the file that comes with the original.</summary>
    private const string BuiltIn = $"""
        [mlflow]
        default_permission = READ
        database_uri = sqlite:///basic_auth.db
        admin_username = admin
        authorization_function = {BasicFunction}
        """;

    private readonly Surroundings surroundings = inputs.Surroundings;
    private readonly Findings findings = inputs.Findings;
    private readonly VariableReader variables = inputs.Variables;

    /// <summary>Reads the settings; null after a problem with the file itself.</summary>
    public AccountSettings? Read(PoolSettings pool, bool upgrade)
    {
        var path = variables.Text("MLFLOW_AUTH_CONFIG_PATH");
        var secretKey = variables.SecretText("MLFLOW_FLASK_SERVER_SECRET_KEY");
        if (Open(path) is not { } file)
        {
            return null;
        }
        var ini = new IniReader(file, path, findings);
        var permission = ini.Required("default_permission", "READ");
        var database = ini.Required("database_uri", "sqlite:///basic_auth.db");
        var uri = database is null ? null : new DatabaseUriParser(surroundings, findings).Parse("database_uri", database);
        if (permission is not null && !Permissions.Contains(permission.Text))
        {
            findings.Failure(
                $"default_permission is {PythonText.Of(permission.Text)}; write {OneOf(Permissions)}, without quotes.",
                permission.Origin
            );
        }
        if (ini.Text("read_database_uri") is { Text.Length: > 0 } replica)
        {
            Unserved.Report("read_database_uri", "reading from a replica", replica.Origin, findings);
        }
        var name = AdminName(ini);
        var password = AdminPassword(ini, name);
        var settings = new AccountSettings
        {
            Database = new DatabaseSettings(uri ?? new SqliteUri(null), pool) { UpgradeAtStart = upgrade },
            DefaultPermission = permission?.Text ?? "NO_PERMISSIONS",
            AdminName = name,
            AdminPassword = password,
            SecretKey = secretKey is { Text.Length: > 0 } ? new Secret(secretKey.Text) : null,
            AuthorizationFunction = Function(ini),
            GrantDefaultWorkspaceAccess = ini.Boolean("grant_default_workspace_access"),
            WorkspaceCacheSize = ini.Integer("workspace_cache_max_size"),
            WorkspaceCacheTime = TimeSpan.FromSeconds(ini.Integer("workspace_cache_ttl_seconds")),
            AuthCacheSize = ini.Integer("auth_cache_max_size"),
            AuthCacheTime = TimeSpan.FromSeconds(ini.Integer("auth_cache_ttl_seconds")),
        };
        ini.WarnAboutUnknownKeys();
        return settings;
    }

    private static string OneOf(IEnumerable<string> words) => "one of " + string.Join(", ", words);

    private IniFile? Open(Given? path)
    {
        if (path is null)
        {
            return new IniFile("built-in ini file", BuiltIn, findings);
        }
        try
        {
            var bytes = File.ReadAllBytes(surroundings.Absolute(path.Text));
            var before = findings.Problems.Count;
            var file = new IniFile(path.Text, new UTF8Encoding(false, true).GetString(bytes), findings);
            if (file.Has(IniKeys.Section))
            {
                return file;
            }
            if (findings.Problems.Count == before)
            {
                findings.Failure("The file has no section [mlflow]. Write [mlflow] above its keys.", new Origin(OriginKind.Ini, path.Text));
            }
        }
        catch (DecoderFallbackException)
        {
            findings.Failure("The file is no UTF-8 text. Save it as UTF-8.", new Origin(OriginKind.Ini, path.Text));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            var reason = error is FileNotFoundException or DirectoryNotFoundException ? "does not exist" : "can't be read";
            findings.Failure(
                $"The ini file '{path.Text}' {reason}. Write it, with a section [mlflow], or unset MLFLOW_AUTH_CONFIG_PATH to use the built-in one.",
                path.Origin
            );
        }
        return null;
    }

    private string AdminName(IniReader ini)
    {
        var name = Winner("MLFLOW_AUTH_ADMIN_USERNAME", variables.Text, ini.Text("admin_username"));
        if (name is { Text.Length: > 0 })
        {
            return name.Text;
        }
        findings.Failure(
            "MLflow Authentication needs a username for the admin user, but none is configured (or it is empty). Set the "
                + "MLFLOW_AUTH_ADMIN_USERNAME environment variable, or set `admin_username` in the configuration file referenced by "
                + "MLFLOW_AUTH_CONFIG_PATH, and restart the server.",
            name?.Origin
        );
        return "";
    }

    private Secret? AdminPassword(IniReader ini, string name)
    {
        var password = Winner("MLFLOW_AUTH_ADMIN_PASSWORD", variables.SecretText, ini.SecretText("admin_password"));
        if (password is not { Text.Length: > 0 })
        {
            return null;
        }
        if (PublishedPasswords.Contains(password.Text))
        {
            findings.Failure(
                "Refusing to use the insecure default password that older MLflow versions shipped in basic_auth.ini for the admin user "
                    + $"'{name}' (https://github.com/advisories/GHSA-gq3w-7jj3-x7gr). Set MLFLOW_AUTH_ADMIN_PASSWORD or `admin_password` in "
                    + "the configuration file referenced by MLFLOW_AUTH_CONFIG_PATH to a different password.",
                password.Origin
            );
        }
        else if (password.Text.EnumerateRunes().Count() < MinPasswordLength)
        {
            findings.Warn(
                $"WARNING: The password of the admin user '{name}' has fewer than {MinPasswordLength} characters (from {password.Origin}). "
                    + "It works; choose a longer one."
            );
        }
        return new Secret(password.Text);
    }

    /// <summary>A variable that is set wins, be it empty (docs/configuration.md, "What wins").</summary>
    private Given? Winner(string variable, Func<string, Given?> note, Given? ini)
    {
        note(variable);
        return surroundings.Variable(variable) is { } text ? new Given(variable, text, new Origin(OriginKind.Variable, variable)) : ini;
    }

    private string Function(IniReader ini)
    {
        var function = ini.Text("authorization_function");
        if (function?.Text == LdapFunction)
        {
            Unserved.Report(
                "authorization_function",
                "the sign-in at a directory (ldapAuth in the chart's values)",
                function.Origin,
                findings
            );
        }
        else if (function is not null && function.Text != BasicFunction)
        {
            findings.Failure(
                $"authorization_function is {PythonText.Of(function.Text)}, and Sluice runs no Python. Write {BasicFunction}, or leave the key out.",
                function.Origin
            );
        }
        return function?.Text ?? "";
    }
}
