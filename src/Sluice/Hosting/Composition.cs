using Microsoft.Extensions.Logging;
using Sluice.Access.Grants;
using Sluice.Accounts;
using Sluice.Artifacts;
using Sluice.Configuration;
using Sluice.Configuration.Databases;
using Sluice.Hosting.Requests;
using Sluice.Identity;
using Sluice.Identity.Basic;
using Sluice.Identity.Epochs;
using Sluice.Identity.Passwords;
using Sluice.Observability;
using Sluice.Protocol.Routes;
using Sluice.Storage;
using Sluice.Storage.Schema;
using Sluice.Tracking;

namespace Sluice.Hosting;

/// <summary>The house, put together: databases opened and their tables made, the sign-in chosen, the routes of every room in the table.</summary>
internal sealed class Composition : IAsyncDisposable
{
    private readonly DatabaseOpener databases = new();
    private readonly HashLane lane = new(Math.Max(1, Environment.ProcessorCount / 2));
    private AuthEpoch? epoch;
    private AccountsRoom? accounts;
    private ArtifactsRoom? artifacts;
    private SignIn signIn = new NoSignIn();
    private GrantCache grants = new(null, Permission.Manage, 1);

    private Composition() { }

    /// <summary>The routes.</summary>
    public EndpointTable Endpoints { get; } = new();

    /// <summary>The administrator's password when this start made it; it is shown once.</summary>
    public string? NewAdminPassword { get; private set; }

    /// <summary>Builds everything.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="say">Gets sentences about the start, while it happens.</param>
    /// <param name="clock">The time.</param>
    /// <exception cref="SchemaRefusedException">A database holds other tables than this version serves.</exception>
    /// <exception cref="DatabaseUnavailableException">A database can't be opened.</exception>
    public static async Task<Composition> BuildAsync(Settings settings, Action<string> say, TimeProvider clock)
    {
        var house = new Composition();
        try
        {
            await house.BuildRoomsAsync(settings, say, clock);
            return house;
        }
        catch
        {
            await house.DisposeAsync();
            throw;
        }
    }

    /// <summary>What a start does that no request waits for.</summary>
    /// <returns>A sentence for the start's output, or null.</returns>
    public Task<string?> FinishAsync()
    {
        artifacts?.Finish();
        return accounts?.FinishAsync() ?? Task.FromResult<string?>(null);
    }

    /// <summary>The way of a request through this house.</summary>
    public RequestPipeline Pipeline(Settings settings, RequestLog log, ILogger<RequestPipeline> faults, TimeProvider clock) =>
        new(settings, Endpoints, signIn, grants, log, faults, clock);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        lane.Dispose();
        if (epoch is not null)
        {
            await epoch.DisposeAsync();
        }
        await databases.DisposeAsync();
    }

    private async Task BuildRoomsAsync(Settings settings, Action<string> say, TimeProvider clock)
    {
        var holdsAccounts = settings.Accounts?.Database.Uri.Display == settings.Tracking.Uri.Display;
        var database = databases.Open(settings.Tracking, holdsSecrets: holdsAccounts);
        var isIndexed = await SchemaKeeper.EnsureAsync(database, SchemaDefinition.Tracking, say);
        if (settings.Accounts is { } who)
        {
            await BuildAccountsAsync(who, AccountsPlace.Find(who.Database, settings.Tracking, say), database, say, clock);
        }
        var tracking = new TrackingRoom(database, isIndexed, settings.Artifacts, accounts?.Grants ?? new NoResourceGrants(), clock);
        await tracking.PrepareAsync();
        accounts?.AddTo(Endpoints);
        tracking.AddTo(Endpoints);
        artifacts = new ArtifactsRoom(settings.Artifacts, tracking.HasExperimentAsync);
        artifacts.AddTo(Endpoints);
        InfoEndpoints.AddTo(Endpoints);
    }

    private async Task BuildAccountsAsync(
        AccountSettings settings,
        DatabaseSettings place,
        Database tracking,
        Action<string> say,
        TimeProvider clock
    )
    {
        var database = databases.Open(place, holdsSecrets: true);
        await SchemaKeeper.EnsureAsync(database, SchemaDefinition.Accounts, say);
        epoch = AuthEpoch.Of(database, isShared: database == tracking, clock);
        accounts = new AccountsRoom(settings, database, epoch, lane);
        NewAdminPassword = await accounts.PrepareAsync();
        signIn = new AccountSignIn(
            epoch,
            new BasicSignIn(
                new AccountPasswords(new CredentialStore(database), epoch, lane),
                new VerifiedCredentials(settings.AuthCacheSize)
            )
        );
        grants = new GrantCache(database, PermissionNames.Parse(settings.DefaultPermission), settings.AuthCacheSize);
    }
}
