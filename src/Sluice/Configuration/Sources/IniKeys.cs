namespace Sluice.Configuration.Sources;

/// <summary>The keys of the ini file (docs/configuration.md, "Keys of the ini file").</summary>
internal static class IniKeys
{
    /// <summary>The section that holds them.</summary>
    public const string Section = "mlflow";

    /// <summary>All keys.</summary>
    public static readonly IReadOnlyList<Setting> All =
    [
        new("default_permission", "What a user may do with what nobody granted: READ, USE, EDIT, MANAGE or NO_PERMISSIONS.")
        {
            Otherwise = "required",
        },
        new("database_uri", "The database of accounts.") { Otherwise = "required" },
        new("read_database_uri", "A copy of the database of accounts that answers reads; not served yet."),
        new("admin_username", "Name of the admin that the first start makes.") { Otherwise = "required, here or as variable" },
        new("admin_password", "His password at the first start; changing it here later changes nothing.")
        {
            Otherwise = "made at the first start",
        },
        new("authorization_function", "How users sign in.") { Default = AccountReader.BasicFunction },
        new("grant_default_workspace_access", "Whether users without a grant may use the default workspace.") { Default = "false" },
        new("workspace_cache_max_size", "Entries of the cache of workspaces.") { Default = "10000" },
        new("workspace_cache_ttl_seconds", "Seconds that an entry of the cache of workspaces lives.") { Default = "3600" },
        new("auth_cache_max_size", "Entries of the cache of good passwords.") { Default = "10000" },
        new("auth_cache_ttl_seconds", "Seconds that an entry of the cache of good passwords lives.") { Default = "0" },
    ];
}
