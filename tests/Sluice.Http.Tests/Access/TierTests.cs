using Sluice.Http.Tests.Servers;
using Xunit;

namespace Sluice.Http.Tests.Access;

/// <summary>Grants on everything of a kind (tiers) beside grants on an experiment, and vetoes.</summary>
public sealed class TierTests(AccessServers servers)
{
    [Theory]
    // A tier's grant widens what one may do with runs, not with the experiment.
    [BothDatabases("EDIT", "READ", 200, 200, 403, 403, 200, 403)]
    [BothDatabases("MANAGE", "READ", 200, 200, 200, 403, 200, 403)]
    // And narrows it.
    [BothDatabases("READ", "MANAGE", 200, 403, 403, 200, 200, 403)]
    [BothDatabases("EDIT", "MANAGE", 200, 200, 403, 200, 200, 403)]
    // The veto hides runs from the owner of the experiment, and keeps him from deleting it with them.
    [BothDatabases("DENY", "MANAGE", 403, 403, 403, 403, 200, 403)]
    // Without READ on the experiment a tier's grant opens nothing.
    [BothDatabases("MANAGE", null, 403, 403, 403, 403, 403, 403)]
    [BothDatabases("MANAGE", "DENY", 403, 403, 403, 403, 403, 403)]
    // With the level on the tier and on the experiment one may do all.
    [BothDatabases("MANAGE", "MANAGE", 200, 200, 200, 200, 200, 200)]
    public async Task A_grant_on_all_runs_decides_about_runs(
        DatabaseKind database,
        string tier,
        string? experiment,
        int read,
        int tag,
        int delete,
        int create,
        int readExperiment,
        int deleteExperiment
    )
    {
        var server = await servers.On(database);
        var (caller, id, run) = await Prepare(server, ("run", "*", tier), experiment);

        Assert.Equal(read, (await caller.Get($"runs/get?run_id={run}")).Status);
        Assert.Equal(tag, (await caller.Post("runs/set-tag", $$"""{"run_id": "{{run}}", "key": "k", "value": "v"}""")).Status);
        Assert.Equal(create, (await caller.Post("runs/create", $$"""{"experiment_id": "{{id}}"}""")).Status);
        Assert.Equal(delete, (await caller.Post("runs/delete", $$"""{"run_id": "{{run}}"}""")).Status);
        Assert.Equal(readExperiment, (await caller.Get($"experiments/get?experiment_id={id}")).Status);
        Assert.Equal(deleteExperiment, (await caller.Post("experiments/delete", $$"""{"experiment_id": "{{id}}"}""")).Status);
    }

    [Theory]
    [BothDatabases("trace")]
    [BothDatabases("logged_model")]
    [BothDatabases("assessment")]
    [BothDatabases("scorer")]
    public async Task Whoever_may_not_delete_what_is_inside_may_not_delete_the_experiment(DatabaseKind database, string tier)
    {
        var server = await servers.On(database);
        var (caller, id, _) = await Prepare(server, (tier, "*", "READ"), "MANAGE");

        Assert.Equal(403, (await caller.Post("experiments/delete", $$"""{"experiment_id": "{{id}}"}""")).Status);
    }

    [Theory, BothDatabases]
    public async Task A_veto_on_one_experiment_beats_a_grant_on_all(DatabaseKind database)
    {
        var server = await servers.On(database);
        var (caller, id, run) = await Prepare(server, ("experiment", "*", "MANAGE"), "DENY");
        var other = await server.Admin().MakeExperiment();

        Assert.Equal(403, (await caller.Get($"experiments/get?experiment_id={id}")).Status);
        Assert.Equal(403, (await caller.Get($"runs/get?run_id={run}")).Status);
        Assert.Equal(200, (await caller.Get($"experiments/get?experiment_id={other}")).Status);
        Assert.DoesNotContain(
            $"\"{id}\"",
            (await caller.Post("experiments/search", """{"max_results": 1000}""")).Text,
            StringComparison.Ordinal
        );
    }

    [Theory, BothDatabases]
    public async Task A_veto_on_runs_empties_the_search_of_runs(DatabaseKind database)
    {
        var server = await servers.On(database);
        var (caller, id, run) = await Prepare(server, ("run", "*", "DENY"), "MANAGE");
        var search = $$"""{"experiment_ids": ["{{id}}"]}""";

        Assert.DoesNotContain(run, (await caller.Post("runs/search", search)).Text, StringComparison.Ordinal);
        Assert.Contains(run, (await server.Admin().Post("runs/search", search)).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_search_of_runs_shows_only_experiments_that_one_may_read(DatabaseKind database)
    {
        var server = await servers.On(database);
        var (caller, id, run) = await Prepare(server, ("experiment", "0", "READ"), "READ");
        var hidden = await server.Admin().MakeExperiment();
        var hiddenRun = await server.Admin().MakeRun(hidden);

        var found = await caller.Post("runs/search", $$"""{"experiment_ids": ["{{id}}", "{{hidden}}"]}""");

        Assert.Equal(200, found.Status);
        Assert.Contains(run, found.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(hiddenRun, found.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task Only_the_level_that_is_granted_on_the_very_experiment_counts(DatabaseKind database)
    {
        var server = await servers.On(database);
        var (caller, _, _) = await Prepare(server, ("experiment", "0", "READ"), "MANAGE");
        var other = await server.Admin().MakeExperiment();

        Assert.Equal(403, (await caller.Get($"experiments/get?experiment_id={other}")).Status);
    }

    private static async Task<(Caller Caller, string Experiment, string Run)> Prepare(
        SluiceServer server,
        (string Type, string Pattern, string Permission) tier,
        string? onExperiment
    )
    {
        var name = Guid.NewGuid().ToString("N");
        await server.Admin().MakeUser(name);
        var id = await server.Admin().MakeExperiment();
        var run = await server.Admin().MakeRun(id);
        await server.Grant((name, tier.Type, tier.Pattern, tier.Permission));
        if (onExperiment is not null)
        {
            await server.Grant((name, "experiment", id, onExperiment));
        }
        return (server.As(name), id, run);
    }
}
