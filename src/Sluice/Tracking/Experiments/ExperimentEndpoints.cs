using Sluice.Access.Grants;
using Sluice.Access.Rules;
using Sluice.Artifacts.Stores;
using Sluice.Protocol;
using Sluice.Protocol.Answers;
using Sluice.Protocol.Messages;
using Sluice.Protocol.Routes;
using Sluice.Search;
using Sluice.Storage;
using Sluice.Tracking.Experiments.Search;

namespace Sluice.Tracking.Experiments;

/// <summary>Routes of experiments. Source: tests/contract/routes.tsv; docs/protocol.md, "Names of experiments and runs".</summary>
internal sealed class ExperimentEndpoints(
    ExperimentStore store,
    ExperimentTargets experiments,
    IResourceGrants grants,
    ArtifactLocations locations,
    TimeProvider clock
)
{
    private const string CustomView = "mlflow.customView";
    internal const int MostCustomViews = 50;

    /// <summary>Tiers inside an experiment: deleting it deletes what they hold.</summary>
    private static readonly ResourceType[] Inside =
    [
        ResourceType.Run,
        ResourceType.Trace,
        ResourceType.LoggedModel,
        ResourceType.Assessment,
        ResourceType.ReviewQueue,
        ResourceType.Scorer,
        ResourceType.ScorerVersion,
    ];

    /// <summary>Adds the routes.</summary>
    public void AddTo(EndpointTable table)
    {
        var routes = table.Api("2.0/mlflow");
        routes.Post("experiments/create", CreateExperiment.Shape, Require.Create(ResourceType.Experiment), CreateAsync);
        routes.Get("experiments/get", NameExperiment.Shape, Require.Read(experiments.Named), GetAsync);
        routes.Get("experiments/get-by-name", GetExperimentByName.Shape, Require.Read(experiments.ByName), GetAsync);
        routes.Get("experiments/search", SearchExperiments.Shape, Require.Listed, SearchAsync);
        routes.Post("experiments/search", SearchExperiments.Shape, Require.Listed, SearchAsync);
        routes.Post("experiments/delete", NameExperiment.Shape, Require.Manage(experiments.Named).AndByEachTier(Inside), DeleteAsync);
        routes.Post("experiments/restore", NameExperiment.Shape, Require.Manage(experiments.Named).AndByEachTier(Inside), RestoreAsync);
        routes.Post("experiments/update", UpdateExperiment.Shape, Require.Edit(experiments.Named), UpdateAsync);
        routes.Post("experiments/set-experiment-tag", ExperimentTagMessage.Shape, Require.Edit(experiments.Named), SetTagAsync);
        routes.Post("experiments/delete-experiment-tag", ExperimentTagMessage.Shape, Require.Edit(experiments.Named), DeleteTagAsync);
    }

    private async ValueTask<Answer> CreateAsync(Call call, CreateExperiment message)
    {
        CheckName(message.Name!);
        var tags = message.Tags.Select(tag => Checked(tag.Key, tag.Value)).ToList();
        if (tags.Count(tag => tag.Key.StartsWith(CustomView, StringComparison.Ordinal)) > MostCustomViews)
        {
            throw TooManyViews("");
        }
        var given = string.IsNullOrEmpty(message.ArtifactLocation)
            ? null
            : locations.Check(message.ArtifactLocation, call.Principal.IsAdmin);
        KeyLimits.CheckLength("artifact_location", given ?? "", KeyLimits.StoredArtifactLocation);
        long id;
        try
        {
            id = await store.CreateAsync(
                message.Name!,
                number => given ?? ArtifactUri.Append(locations.DefaultRoot, ExperimentIds.Text(number)),
                tags,
                Now(),
                call.Cancelled
            );
        }
        catch (DuplicateKeyException)
        {
            var twice = tags.DistinctBy(tag => tag.Key).Count() < tags.Count;
            throw new MlflowException(
                ErrorCode.ResourceAlreadyExists,
                twice
                    ? "The request gives a tag's key twice."
                    : $"Experiment(name={message.Name}) already exists. A deleted experiment keeps its name until it is removed for good."
            );
        }
        await GrantAsync(call, id);
        return new ExperimentCreated(id);
    }

    private async ValueTask GrantAsync(Call call, long id)
    {
        try
        {
            await grants.CreatedAsync(call.Principal, ResourceType.Experiment, ExperimentIds.Text(id));
        }
        catch
        {
            // Without its grant the experiment would belong to nobody: neither remains.
            await store.ForgetAsync(id);
            throw;
        }
    }

    private async ValueTask<Answer> GetAsync(Call call, object message, Named<ExperimentRow> experiment)
    {
        await store.AddTagsAsync([experiment.Row], call.Cancelled);
        return new ExperimentAnswer(experiment.Row);
    }

    private async ValueTask<Answer> SearchAsync(Call call, SearchExperiments message)
    {
        var search = ExperimentSearch.Parse(message.Filter, message.OrderBy, message.MaxResults ?? 0, message.PageToken);
        var visible = await call.VisibleAsync(ResourceType.Experiment);
        // Grants name experiments by the text of their id; one that is no integer names none.
        var ids = visible.Ids.Select(Scalar.Integer).OfType<long>().ToList();
        var (found, next) = await store.SearchAsync(
            search,
            message.View ?? ViewType.ActiveOnly,
            visible.Everything ? VisibleIds.AllBut(ids) : VisibleIds.Only(ids),
            call.Cancelled
        );
        return new ExperimentsAnswer(found, next);
    }

    private async ValueTask<Answer> DeleteAsync(Call call, NameExperiment message, Named<ExperimentRow> experiment) =>
        await store.DeleteAsync(experiment.Row.Id, Now(), call.Cancelled) ? EmptyMessage.Instance : throw experiment.Unknown;

    private async ValueTask<Answer> RestoreAsync(Call call, NameExperiment message, Named<ExperimentRow> experiment) =>
        await store.RestoreAsync(experiment.Row.Id, Now(), call.Cancelled) ? EmptyMessage.Instance : throw experiment.Unknown;

    private async ValueTask<Answer> UpdateAsync(Call call, UpdateExperiment message, Named<ExperimentRow> named)
    {
        var experiment = named.Row;
        CheckName(message.NewName!);
        if (!experiment.IsActive)
        {
            throw MlflowException.Invalid("Cannot rename a non-active experiment.");
        }
        try
        {
            await store.RenameAsync(experiment.Id, message.NewName!, Now(), call.Cancelled);
        }
        catch (DuplicateKeyException)
        {
            throw new MlflowException(ErrorCode.BadRequest, $"An experiment named '{message.NewName}' exists already.");
        }
        return EmptyMessage.Instance;
    }

    private async ValueTask<Answer> SetTagAsync(Call call, ExperimentTagMessage message, Named<ExperimentRow> named)
    {
        var tag = Checked(message.Key!, message.Value ?? "");
        var experiment = named.Row.Active();
        (string, int)? limited = tag.Key.StartsWith(CustomView, StringComparison.Ordinal) ? (CustomView, MostCustomViews) : null;
        return await store.SetTagAsync(experiment.Id, tag, limited, call.Cancelled)
            ? EmptyMessage.Instance
            : throw TooManyViews($" for experiment {experiment.Id}");
    }

    private async ValueTask<Answer> DeleteTagAsync(Call call, ExperimentTagMessage message, Named<ExperimentRow> named)
    {
        var experiment = named.Row.Active();
        return await store.DeleteTagAsync(experiment.Id, message.Key!, call.Cancelled)
            ? EmptyMessage.Instance
            : throw MlflowException.NotFound($"No tag with name: {message.Key} in experiment with id {experiment.Id}");
    }

    private static MlflowException TooManyViews(string where) =>
        MlflowException.Invalid(
            $"Unable to create another custom view{where}; the maximum number of custom views per experiment is {MostCustomViews}. "
                + "Delete an existing custom view before creating a new one."
        );

    private static void CheckName(string name)
    {
        KeyLimits.CheckLength("name", name, KeyLimits.ExperimentName);
        KeyLimits.CheckLength("name", name, KeyLimits.StoredExperimentName);
        KeyLimits.CheckStorable("name", name);
    }

    private static TagRow Checked(string key, string value)
    {
        KeyLimits.CheckKey("key", key);
        KeyLimits.CheckLength("key", key, KeyLimits.Key);
        KeyLimits.CheckLength("value", value, KeyLimits.ExperimentTagValue);
        KeyLimits.CheckStorable("value", value);
        return new TagRow(key, value);
    }

    private long Now() => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
