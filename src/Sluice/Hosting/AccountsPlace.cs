using Sluice.Configuration.Databases;
using Sluice.Storage;

namespace Sluice.Hosting;

/// <summary>
/// Where the accounts lie: where the settings say. Only a relative file that is not there, in a working folder that can't be written, is
/// replaced, because charts start servers so. Source: docs/compatibility.md, "Place of the accounts".
/// </summary>
internal static class AccountsPlace
{
    private const string HowToMove = "Set database_uri, in the ini file that MLFLOW_AUTH_CONFIG_PATH names,";

    /// <summary>The database of the accounts.</summary>
    /// <param name="accounts">What the settings say of it.</param>
    /// <param name="tracking">The database of runs, which never lies elsewhere than said.</param>
    /// <param name="say">Gets a warning when the accounts lie elsewhere.</param>
    /// <exception cref="DatabaseUnavailableException">There is no other place for them.</exception>
    public static DatabaseSettings Find(DatabaseSettings accounts, DatabaseSettings tracking, Action<string> say)
    {
        if (accounts.Uri is not SqliteUri { Relative: true, File: { } file } || File.Exists(file) || MayBeMade(file))
        {
            return accounts;
        }
        var reason = $"The accounts can't be kept in {file}: its folder can't be written.";
        var place = tracking.Uri switch
        {
            PostgresUri => tracking,
            SqliteUri { InMemory: true } => accounts with { Uri = new SqliteUri(InTemporaryFolder(file)) },
            _ => throw new DatabaseUnavailableException($"{reason} {HowToMove} to a file in a folder that can be.", null),
        };
        say($"WARNING: {reason} They are in {place.Uri.Display}. {HowToMove} to keep them elsewhere.");
        return place;
    }

    private static bool MayBeMade(string file)
    {
        try
        {
            var folder = Directory.CreateDirectory(Path.GetDirectoryName(file) ?? "/");
            using var probe = File.Create(Path.Combine(folder.FullName, $".sluice-{Guid.NewGuid():N}"), 1, FileOptions.DeleteOnClose);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>A folder that only this user can enter: nobody else can have put accounts there.</summary>
    private static string InTemporaryFolder(string file) =>
        Path.Combine(Directory.CreateTempSubdirectory("sluice-").FullName, Path.GetFileName(file));
}
