using System.Security.Cryptography;
using System.Text;
using Sluice.Accounts;
using Sluice.Http.Tests.Servers;
using Sluice.Identity.Passwords;
using Xunit;

namespace Sluice.Http.Tests.Accounts;

/// <summary>Hashes that are weaker than those made today: a good sign-in replaces them, and nothing else.</summary>
public sealed class RenewalTests(PostgresServer postgres)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static readonly string Pbkdf2 =
        "pbkdf2:sha256:1000$salt$"
        + Convert.ToHexStringLower(
            Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(Caller.UsualPassword), "salt"u8, 1000, HashAlgorithmName.SHA256, 32)
        );

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_good_sign_in_replaces_an_old_hash(DatabaseKind database)
    {
        await using var house = await AccountsHouse.Make(database, postgres);
        await house.MakeUser("old", hash: Pbkdf2);

        var old = await house.SignIn("old");

        Assert.True(await Deadline.HoldsWithin(Limit, async _ => await Stored(house) != Pbkdf2, Cancellation));
        var renewed = await Stored(house);
        Assert.False(PasswordHash.IsWeak(renewed));
        Assert.True(old!.Proof!.Is(renewed));
        Assert.NotNull(await house.SignIn("old"));
    }

    [Theory, BothDatabases]
    public async Task A_hash_that_is_renewed_does_not_outrun_a_reset(DatabaseKind database)
    {
        await using var house = await AccountsHouse.Make(database, postgres);
        var account = await house.MakeUser("old", hash: Pbkdf2);
        var held = new HeldDatabase(house.Database);
        await house.SignIn("old", through: held);
        await held.Reached;
        var reset = PasswordHash.Make("what-the-administrator-chose");
        await house.Store.ResetHashAsync(Standing.OfServer, account, reset, Cancellation);

        held.Release();

        await held.Written;
        Assert.Equal(reset, await Stored(house));
    }

    private static async Task<string> Stored(AccountsHouse house) => (await house.Store.FindAsync("old", Cancellation))!.PasswordHash;
}
