using Sluice.Configuration.Arguments;

namespace Sluice.Configuration.Sources;

/// <summary>The keys of the ini file (contract, drop-in.md 3.2).</summary>
internal static class IniKeys
{
    /// <summary>The section that holds them.</summary>
    public const string Section = "mlflow";

    /// <summary>All keys.</summary>
    public static readonly IReadOnlyList<IniKey> All =
    [
        new("default_permission", "required", "What a user may do with what nobody granted: READ, USE, EDIT, MANAGE or NO_PERMISSIONS."),
        new("database_uri", "required", "The database of accounts."),
        new("read_database_uri", "", "A copy of the database of accounts that answers reads; not served yet."),
        new("admin_username", "required, here or as variable", "Name of the admin that the first start makes."),
        new("admin_password", "made at the first start", "His password at the first start; changing it here later changes nothing."),
        new("authorization_function", "mlflow.server.auth:authenticate_request_basic_auth", "How users sign in."),
        new("grant_default_workspace_access", "false", "Whether users without a grant may use the default workspace."),
        new("workspace_cache_max_size", "10000", "Entries of the cache of workspaces."),
        new("workspace_cache_ttl_seconds", "3600", "Seconds that an entry of the cache of workspaces lives."),
        new("auth_cache_max_size", "10000", "Entries of the cache of good passwords."),
        new("auth_cache_ttl_seconds", "0", "Seconds that an entry of the cache of good passwords lives."),
    ];
}

/// <summary>One key of section <c>[mlflow]</c> of the ini file.</summary>
/// <param name="Name">The key, in lower case.</param>
/// <param name="Default">The value when the key is missing, or words about it.</param>
/// <param name="Help">What it does.</param>
internal sealed record IniKey(string Name, string Default, string Help);
