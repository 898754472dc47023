using Sluice.Configuration.Databases;

namespace Sluice.Configuration;

/// <summary>Accounts and the sign-in (docs/configuration.md, "Keys of the ini file").</summary>
internal sealed record AccountSettings
{
    /// <summary>The database of accounts.</summary>
    public required DatabaseSettings Database { get; init; }

    /// <summary>What a user may do with what nobody granted: READ, USE, EDIT, MANAGE or NO_PERMISSIONS.</summary>
    public required string DefaultPermission { get; init; }

    /// <summary>Name of the admin who is made at the first start; never empty.</summary>
    public required string AdminName { get; init; }

    /// <summary>His password; null when none was given, so that the first start makes one.</summary>
    public Secret? AdminPassword { get; init; }

    /// <summary>The key that signs cookies and form tokens; null when none was given, so that one is made and kept with the accounts.</summary>
    public Secret? SecretKey { get; init; }

    /// <summary>The function of the original that signs users in; Sluice knows the default one and the directory's.</summary>
    public required string AuthorizationFunction { get; init; }

    /// <summary>Whether users without a grant may use the default workspace.</summary>
    public bool GrantDefaultWorkspaceAccess { get; init; }

    /// <summary>Entries of the cache of workspaces.</summary>
    public int WorkspaceCacheSize { get; init; }

    /// <summary>Life of an entry of the cache of workspaces.</summary>
    public TimeSpan WorkspaceCacheTime { get; init; }

    /// <summary>Entries of the cache of good passwords.</summary>
    public required int AuthCacheSize { get; init; }

    /// <summary>Life of an entry of the cache of good passwords as the file states it; zero when it doesn't.</summary>
    public TimeSpan AuthCacheTime { get; init; }
}
