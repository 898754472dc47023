using Sluice.Access.Grants;
using Sluice.Artifacts.Stores;
using Sluice.Configuration;
using Sluice.Protocol.Routes;
using Sluice.Storage;
using Sluice.Tracking.Experiments;
using Sluice.Tracking.LoggedModels;
using Sluice.Tracking.Metrics;
using Sluice.Tracking.Runs;
using Sluice.Tracking.Runs.Search;

namespace Sluice.Tracking;

/// <summary>Experiments, runs, metrics and logged models: their stores, and what else they share.</summary>
/// <param name="tracking">The database.</param>
/// <param name="isIndexed">Whether it has the indexes that Sluice makes.</param>
/// <param name="artifacts">Where artifacts lie.</param>
/// <param name="grants">Who is told of new experiments.</param>
/// <param name="clock">The clock.</param>
internal sealed class TrackingRoom(
    Database tracking,
    bool isIndexed,
    ArtifactSettings artifacts,
    IResourceGrants grants,
    TimeProvider clock
)
{
    private readonly ExperimentStore experiments = new(tracking);

    /// <summary>Makes what a tracking database has from its first start on.</summary>
    public ValueTask PrepareAsync() =>
        experiments.CreateDefaultAsync(
            ArtifactUri.Append(artifacts.DefaultRoot, ExperimentIds.Text(0)),
            clock.GetUtcNow().ToUnixTimeMilliseconds()
        );

    /// <summary>Adds the routes.</summary>
    public void AddTo(EndpointTable table)
    {
        var runs = new RunStore(tracking, new RareValues(tracking, isIndexed, clock));
        var log = new RunLog(tracking);
        var byExperiment = new ExperimentTargets(experiments);
        var byRun = new RunTargets(runs);
        var locations = new ArtifactLocations(
            artifacts.DefaultRoot,
            artifacts.AllowedSchemes,
            artifacts.LocationMaxLength,
            Environment.CurrentDirectory
        );
        new ExperimentEndpoints(experiments, byExperiment, grants, locations, clock).AddTo(table);
        new RunEndpoints(runs, log, byRun, byExperiment, artifacts.TruncateLongValues, clock).AddTo(table);
        new MetricEndpoints(new MetricStore(tracking), log, byRun).AddTo(table);
        new LoggedModelEndpoints(new LoggedModelStore(tracking)).AddTo(table);
    }

    /// <summary>Whether there is an experiment with an id, deleted ones included.</summary>
    public async ValueTask<bool> HasExperimentAsync(long id, CancellationToken cancelled) =>
        await experiments.FindAsync(id, cancelled) is not null;
}
