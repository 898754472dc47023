using System.Runtime.Versioning;
using Sluice.Http.Tests.Servers;
using Xunit;

namespace Sluice.Http.Tests.Accounts;

/// <summary>A SQLite file with accounts is its owner's alone, whatever else lies in it.</summary>
[SupportedOSPlatform("linux")]
public sealed class AccountFileTests
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("auth.db")]
    [InlineData("mlflow.db")]
    public async Task Accounts_in_a_new_file_are_for_its_owner(string file)
    {
        using var place = ServerPlace.Of(DatabaseKind.Sqlite, "sqlite:///mlflow.db", $"sqlite:///{file}");
        await using var server = await SluiceServer.StartAt(place, options: null, Cancellation);

        Assert.All(Files(place, file), one => Assert.Equal(Owner, File.GetUnixFileMode(one)));
    }

    [Theory]
    [InlineData("auth.db")]
    [InlineData("mlflow.db")]
    public async Task A_file_that_others_could_read_is_closed_to_them_when_it_gets_accounts(string file)
    {
        using var place = ServerPlace.Of(DatabaseKind.Sqlite, $"sqlite:///{file}", $"sqlite:///{file}");
        await using (await SluiceServer.StartAt(place, new ServerOptions { App = null }, Cancellation)) { }
        File.SetUnixFileMode(Path.Combine(place.Folder, file), Owner | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        await using var server = await SluiceServer.StartAt(place, options: null, Cancellation);

        Assert.All(Files(place, file), one => Assert.Equal(Owner, File.GetUnixFileMode(one)));
    }

    /// <summary>The database with its log.</summary>
    private static string[] Files(ServerPlace place, string file)
    {
        var files = Directory.GetFiles(place.Folder, file + "*");
        Assert.True(files.Length > 1);
        return files;
    }
}
