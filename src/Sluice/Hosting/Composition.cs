using Microsoft.Extensions.Logging;
using Sluice.Access;
using Sluice.Accounts;
using Sluice.Artifacts;
using Sluice.Artifacts.Stores;
using Sluice.Configuration;
using Sluice.Identity;
using Sluice.Identity.Basic;
using Sluice.Observability;
using Sluice.Protocol;
using Sluice.Search;
using Sluice.Storage;
using Sluice.Storage.Schema;
using Sluice.Storage.Sqlite;
using Sluice.Tracking.Experiments;
using Sluice.Tracking.LoggedModels;
using Sluice.Tracking.Metrics;
using Sluice.Tracking.Runs;

namespace Sluice.Hosting;

/// <summary>The house, put together: databases opened and their tables made, every room built, every route in the table.</summary>
internal sealed class Composition : IAsyncDisposable
{
    private readonly DatabaseOpener databases = new();
    private readonly HashLane lane = new(Math.Max(1, Environment.ProcessorCount / 2));
    private AuthEpoch? epoch;
    private Func<Task<string?>> afterStart = () => Task.FromResult<string?>(null);

    private Composition() { }

    /// <summary>The routes.</summary>
    public EndpointTable Endpoints { get; } = new();

    /// <summary>The administrator's password when this start made it; it is shown once.</summary>
    public string? NewAdminPassword { get; private set; }

    private SignIn SignIn { get; set; } = new NoSignIn();

    private GrantCache Grants { get; set; } = new(null, Permission.Manage, 1);

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
    public Task<string?> FinishAsync() => afterStart();

    /// <summary>The way of a request through this house.</summary>
    public RequestPipeline Pipeline(Settings settings, RequestLog log, ILogger<RequestPipeline> faults, TimeProvider clock) =>
        new(
            new HttpSettings
            {
                StaticPrefix = settings.Listen.StaticPrefix,
                AllowedHosts = settings.Browser.AllowedHosts,
                AllowedOrigins = settings.Browser.AllowedOrigins,
                SecurityChecks = settings.Browser.Enabled,
                FrameOptions = settings.Browser.FrameOptions,
                ExtraHeaders = settings.Browser.ExtraHeaders,
                Concurrency = settings.Limits.Concurrency,
                LogRequests = settings.Log.AccessLog,
            },
            Endpoints,
            SignIn,
            Grants,
            log,
            faults,
            clock
        );

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
        var tracking = databases.Open(settings.Tracking);
        var isIndexed = await SchemaKeeper.EnsureAsync(tracking, SchemaDefinition.Tracking, say);
        var creators = new CreatorGrants(null);
        if (settings.Accounts is { } who)
        {
            var accounts = databases.Open(AccountsPlace.Find(who.Database, settings.Tracking, say), holdsSecrets: true);
            await SchemaKeeper.EnsureAsync(accounts, SchemaDefinition.Accounts, say);
            creators = await BuildAccountsAsync(who, accounts, tracking, clock);
        }
        await BuildTrackingAsync(settings, tracking, isIndexed, creators, clock);
        InfoEndpoints.AddTo(Endpoints);
    }

    private async Task<CreatorGrants> BuildAccountsAsync(AccountSettings settings, Database accounts, Database tracking, TimeProvider clock)
    {
        epoch = accounts is SqliteDatabase file && accounts != tracking ? new SqliteEpoch(file) : new StoredEpoch(accounts, clock);
        var users = new UserStore(accounts, epoch);
        var admin = new AdminAccount(users);
        NewAdminPassword = await admin.EnsureAsync(settings.AdminName, settings.AdminPassword?.Reveal());
        afterStart = () => admin.ReplacePublishedAsync(settings.AdminName, settings.AdminPassword?.Reveal());
        SignIn = new AccountSignIn(
            epoch,
            new BasicSignIn(new CredentialStore(accounts), new VerifiedCredentials(settings.AuthCacheSize), lane)
        );
        Grants = new GrantCache(accounts, PermissionNames.Parse(settings.DefaultPermission), settings.AuthCacheSize);
        new UserEndpoints(users, lane).AddTo(Endpoints);
        return new CreatorGrants(new GrantStore(epoch));
    }

    private async Task BuildTrackingAsync(Settings settings, Database tracking, bool isIndexed, CreatorGrants creators, TimeProvider clock)
    {
        var artifacts = settings.Artifacts;
        var experiments = new ExperimentStore(tracking);
        await experiments.CreateDefaultAsync(ArtifactUri.Append(artifacts.DefaultRoot, "0"), clock.GetUtcNow().ToUnixTimeMilliseconds());
        var locations = new ArtifactLocations(
            artifacts.DefaultRoot,
            artifacts.AllowedSchemes,
            artifacts.LocationMaxLength,
            Environment.CurrentDirectory
        );
        var byExperiment = new ExperimentTargets(experiments);
        var runs = new RunStore(tracking, new RareValues(tracking, isIndexed, clock));
        var byRun = new RunTargets(runs);
        var log = new RunLog(tracking);
        new ExperimentEndpoints(experiments, byExperiment, creators, locations, clock).AddTo(Endpoints);
        new RunEndpoints(runs, log, byRun, byExperiment, artifacts.TruncateLongValues, clock).AddTo(Endpoints);
        new LoggedModelEndpoints(new LoggedModelStore(tracking)).AddTo(Endpoints);
        new MetricEndpoints(new MetricStore(tracking), log, byRun).AddTo(Endpoints);
        var files = artifacts.Serve ? new LocalStore(LocalPath(artifacts.Destination)) : null;
        new ArtifactEndpoints(files, new ExperimentLookup(experiments)).AddTo(Endpoints);
    }

    private static string LocalPath(string destination) =>
        destination.StartsWith("file:", StringComparison.OrdinalIgnoreCase)
            ? new Uri(destination).LocalPath
            : Path.GetFullPath(destination);

    /// <summary>Answers the artifact proxy's question about experiments.</summary>
    private sealed class ExperimentLookup(ExperimentStore experiments) : IExperimentLookup
    {
        public async ValueTask<bool> ExistsAsync(long id, CancellationToken cancelled) =>
            await experiments.FindAsync(id, cancelled) is not null;
    }

    /// <summary>Answers tracking's wish that a creator may manage what he made; without accounts there is nothing to grant.</summary>
    private sealed class CreatorGrants(GrantStore? grants) : ICreatorGrants
    {
        public ValueTask GrantAsync(Principal creator, string experimentId) =>
            grants?.GrantAsync(creator.UserId, ResourceType.Experiment, experimentId, Permission.Manage, CancellationToken.None)
            ?? ValueTask.CompletedTask;
    }
}
