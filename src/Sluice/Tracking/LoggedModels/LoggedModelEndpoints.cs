using Sluice.Access.Grants;
using Sluice.Access.Rules;
using Sluice.Protocol;
using Sluice.Protocol.Answers;
using Sluice.Protocol.Routes;
using Sluice.Tracking.Experiments;

namespace Sluice.Tracking.LoggedModels;

/// <summary>
/// Routes of logged models. Clients look for a model before they read a run's artifacts, so a search is answered: with nothing where
/// there are no models, and where a database that MLflow wrote has some, with the word that they aren't served yet.
/// </summary>
internal sealed class LoggedModelEndpoints(LoggedModelStore store)
{
    /// <summary>Adds the routes.</summary>
    public void AddTo(EndpointTable table) =>
        table.Api("2.0/mlflow").Post("logged-models/search", SearchLoggedModels.Shape, Require.Listed, SearchAsync);

    private async ValueTask<Answer> SearchAsync(Call call, SearchLoggedModels message)
    {
        var visible = await call.VisibleAsync(ResourceType.Experiment, ResourceType.LoggedModel);
        var ids = message.ExperimentIds.Select(ExperimentIds.Parse).Where(id => visible.Holds(ExperimentIds.Text(id))).Distinct().ToArray();
        return await store.AnyAsync(ids, call.Cancelled)
            ? throw new MlflowException(ErrorCode.NotImplemented, "This server doesn't serve logged models yet.")
            : EmptyMessage.Instance;
    }
}
