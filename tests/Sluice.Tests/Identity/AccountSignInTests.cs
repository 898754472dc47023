using Sluice.Identity;
using Sluice.Identity.Epochs;
using Sluice.Storage.Sqlite;
using Xunit;

namespace Sluice.Tests.Identity;

/// <summary>Several ways to sign in beside each other.</summary>
public sealed class AccountSignInTests : IAsyncLifetime
{
    private readonly SqliteDatabase accounts = SqliteDatabase.Open(path: null, ownerOnly: false);
    private readonly AuthEpoch epoch;
    private readonly Way basic = new("Basic");
    private readonly Way bearer = new("Bearer");
    private readonly AccountSignIn signIn;

    public AccountSignInTests()
    {
        epoch = new SqliteEpoch(accounts);
        signIn = new AccountSignIn(epoch, basic, bearer);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await epoch.DisposeAsync();
        await accounts.DisposeAsync();
    }

    [Fact]
    public void Every_way_states_its_challenge() => Assert.Equal("Basic realm=\"test\", Bearer realm=\"test\"", signIn.Challenge);

    [Theory]
    [InlineData("Basic good", "Basic")]
    [InlineData("Bearer good", "Bearer")]
    public async Task The_way_that_takes_the_credentials_decides(string header, string name) =>
        Assert.Equal(name, (await SignInAsync(header))?.Name);

    [Fact]
    public async Task No_other_way_is_asked_after_one_that_takes_the_credentials_refused_them()
    {
        Assert.Null(await SignInAsync("Basic bad"));
        Assert.Equal(0, bearer.Asked);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Digest good")]
    public async Task Credentials_that_no_way_takes_name_nobody(string header)
    {
        Assert.Null(await SignInAsync(header));
        Assert.Equal((0, 0), (basic.Asked, bearer.Asked));
    }

    private ValueTask<Principal?> SignInAsync(string header) =>
        signIn.SignInAsync(new PresentedCredentials(header), epoch: 1, TestContext.Current.CancellationToken);

    private sealed class Way(string scheme) : IWayToSignIn
    {
        public int Asked { get; private set; }

        public string Challenge => $"{scheme} realm=\"test\"";

        public bool Takes(PresentedCredentials presented) => presented.Authorization.StartsWith(scheme, StringComparison.Ordinal);

        public ValueTask<Principal?> SignInAsync(PresentedCredentials presented, long epoch, CancellationToken cancelled)
        {
            Asked++;
            return ValueTask.FromResult(presented.Authorization == $"{scheme} good" ? new Principal(1, scheme, false) : null);
        }
    }
}
