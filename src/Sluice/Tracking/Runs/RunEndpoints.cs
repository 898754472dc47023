using System.Text.RegularExpressions;
using Sluice.Access.Grants;
using Sluice.Access.Rules;
using Sluice.Artifacts.Stores;
using Sluice.Protocol;
using Sluice.Protocol.Answers;
using Sluice.Protocol.Messages;
using Sluice.Protocol.Routes;
using Sluice.Search;
using Sluice.Storage;
using Sluice.Tracking.Experiments;
using Sluice.Tracking.Metrics;
using Sluice.Tracking.Runs.Search;

namespace Sluice.Tracking.Runs;

/// <summary>
/// Routes of runs, their params and tags. Source: tests/contract/routes.tsv; docs/protocol.md, "Names of experiments and runs".
/// </summary>
internal sealed partial class RunEndpoints(
    RunStore store,
    RunLog log,
    RunTargets runs,
    ExperimentTargets experiments,
    bool cutLongValues,
    TimeProvider clock
)
{
    internal const int MostMetrics = 1000;
    internal const int MostParams = 100;
    internal const int MostTags = 100;
    internal const int MostInAll = 1000;
    private const int LongestUserId = 256;
    private const long DefaultMaxResults = 1000;

    /// <summary>Adds the routes.</summary>
    public void AddTo(EndpointTable table)
    {
        var routes = table.Api("2.0/mlflow");
        routes.Post("runs/create", CreateRun.Shape, Require.Edit(experiments.Named).NoDenyOn(ResourceType.Run), CreateAsync);
        routes.Get("runs/get", NameRun.Shape, Require.Read(runs.NamedWithData), GetAsync);
        routes.Post("runs/update", UpdateRun.Shape, Require.Edit(runs.Named), UpdateAsync);
        routes.Post("runs/delete", NameRun.Shape, Require.Manage(runs.Named), DeleteAsync);
        routes.Post("runs/restore", NameRun.Shape, Require.Manage(runs.Named), RestoreAsync);
        routes.Post("runs/log-parameter", KeyValueOfRun.Shape, Require.Edit(runs.Named), LogParamAsync);
        routes.Post("runs/set-tag", KeyValueOfRun.Shape, Require.Edit(runs.Named), SetTagAsync);
        routes.Post("runs/delete-tag", KeyValueOfRun.Shape, Require.Edit(runs.Named), DeleteTagAsync);
        routes.Post("runs/log-batch", LogBatch.Shape, Require.Edit(runs.Named), LogBatchAsync);
        routes.Post("runs/search", SearchRuns.Shape, Require.Listed, SearchAsync);
    }

    private async ValueTask<Answer> CreateAsync(Call call, CreateRun message, Named<ExperimentRow> named)
    {
        if (string.IsNullOrEmpty(message.ExperimentId))
        {
            throw new MlflowException(ErrorCode.BadRequest, "A run needs an experiment: the request gives no experiment_id.");
        }
        var experiment = named.Row.Active();
        var tags = message.Tags.Select(tag => CheckedTag(tag.Key, tag.Value, "key")).ToList();
        var name = NameOf(message, tags);
        KeyLimits.CheckLength("user_id", message.UserId ?? "", LongestUserId);
        KeyLimits.CheckStorable("user_id", message.UserId ?? "");
        CheckRunName(name);
        var id = Guid.NewGuid().ToString("N");
        var location = ArtifactUri.Append(experiment.ArtifactLocation ?? "", $"{id}/artifacts");
        KeyLimits.CheckLength("artifact_uri", location, KeyLimits.StoredRunLocation);
        var run = new RunRow(
            id,
            name,
            message.UserId ?? "",
            Status(RunStatus.Running),
            message.StartTime ?? 0,
            null,
            Lifecycle.Active,
            location,
            experiment.Id
        );
        try
        {
            await store.CreateAsync(run, tags, call.Cancelled);
        }
        catch (DuplicateKeyException)
        {
            throw new MlflowException(ErrorCode.BadRequest, "The request gives a tag's key twice.");
        }
        return new RunAnswer(run, new RunData([], [], tags), isNew: true);
    }

    private static string NameOf(CreateRun message, List<TagRow> tags)
    {
        var tag = tags.Find(tag => tag.Key == RunNames.Tag);
        if (!string.IsNullOrEmpty(message.RunName) && tag is not null && tag.Value != message.RunName)
        {
            throw MlflowException.Invalid(
                "Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values "
                    + $"(run_name='{message.RunName}', mlflow.runName='{tag.Value}')."
            );
        }
        if (tag is not null)
        {
            return tag.Value ?? "";
        }
        var name = string.IsNullOrEmpty(message.RunName) ? RunNames.Make() : message.RunName;
        tags.Add(new TagRow(RunNames.Tag, name));
        return name;
    }

    private static ValueTask<Answer> GetAsync(Call call, NameRun message, Named<LoadedRun> run) =>
        ValueTask.FromResult<Answer>(new RunAnswer(run.Row.Run, run.Row.Data, isNew: false));

    private async ValueTask<Answer> UpdateAsync(Call call, UpdateRun message, Named<RunRow> named)
    {
        var run = named.Row.Active();
        var renamed = !string.IsNullOrEmpty(message.RunName);
        CheckRunName(renamed ? message.RunName! : "");
        var updated = run with
        {
            Name = renamed ? message.RunName : run.Name,
            Status = message.Status is { } status ? Status(status) : run.Status,
            EndTime = message.EndTime ?? run.EndTime,
        };
        if (updated != run || renamed)
        {
            await store.UpdateAsync(updated, renamed, call.Cancelled);
        }
        return new RunInfo(updated);
    }

    private async ValueTask<Answer> DeleteAsync(Call call, NameRun message, Named<RunRow> run)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        await store.SetStageAsync(run.Row.Id, Lifecycle.Deleted, now, call.Cancelled);
        return EmptyMessage.Instance;
    }

    private async ValueTask<Answer> RestoreAsync(Call call, NameRun message, Named<RunRow> run)
    {
        await store.SetStageAsync(run.Row.Id, Lifecycle.Active, null, call.Cancelled);
        return EmptyMessage.Instance;
    }

    private async ValueTask<Answer> LogParamAsync(Call call, KeyValueOfRun message, Named<RunRow> named)
    {
        var param = CheckedParam(message.Key!, message.Value ?? "", "key");
        var run = named.Row.Active();
        try
        {
            await log.WriteAsync(new LoggedToRun(run.Id, [], [param], []));
        }
        catch (ParamChangedException conflict)
        {
            var (key, old, changed) = conflict.Changed[0];
            throw MlflowException.Invalid(
                $"Changing param values is not allowed. Param with key='{key}' was already logged with value='{old}' for run ID='{run.Id}'. "
                    + $"Attempted logging new value '{changed}'."
            );
        }
        return EmptyMessage.Instance;
    }

    private async ValueTask<Answer> SetTagAsync(Call call, KeyValueOfRun message, Named<RunRow> run)
    {
        var tag = CheckedTag(message.Key!, message.Value ?? "", "key");
        await log.WriteAsync(new LoggedToRun(run.Row.Active().Id, [], [], [tag]));
        return EmptyMessage.Instance;
    }

    private async ValueTask<Answer> DeleteTagAsync(Call call, KeyValueOfRun message, Named<RunRow> named)
    {
        var run = named.Row.Active();
        return await store.DeleteTagAsync(run.Id, message.Key!, call.Cancelled)
            ? EmptyMessage.Instance
            : throw MlflowException.NotFound($"No tag with name: {message.Key} in run with id {run.Id}");
    }

    private async ValueTask<Answer> LogBatchAsync(Call call, LogBatch message, Named<RunRow> named)
    {
        CheckRunId(message.RunId!);
        var metrics = message.Metrics.Select((metric, i) => MetricRules.Checked(metric, $"metrics[{i}].")).ToList();
        var parameters = message.Params.Select((param, i) => CheckedParam(param.Key, param.Value, $"params[{i}].key")).ToList();
        var tags = message.Tags.Select((tag, i) => CheckedTag(tag.Key, tag.Value, $"tags[{i}].key")).ToList();
        CheckCounts(metrics.Count, parameters.Count, tags.Count);
        CheckUnique(parameters);
        var run = named.Row.Active();
        try
        {
            await log.WriteAsync(new LoggedToRun(run.Id, metrics, parameters, tags));
        }
        catch (ParamChangedException conflict)
        {
            var list = string.Join(
                ", ",
                conflict.Changed.Select(c => $"{{'key': '{c.Key}', 'old_value': '{c.Old}', 'new_value': '{c.New}'}}")
            );
            throw MlflowException.Invalid(
                $"Changing param values is not allowed. Params were already logged='[{list}]' for run ID='{run.Id}'."
            );
        }
        return EmptyMessage.Instance;
    }

    private async ValueTask<Answer> SearchAsync(Call call, SearchRuns message)
    {
        var search = RunSearch.Parse(message.Filter, message.OrderBy, message.MaxResults ?? DefaultMaxResults, message.PageToken);
        var visible = await call.VisibleAsync(ResourceType.Experiment, ResourceType.Run);
        var ids = message.ExperimentIds.Select(ExperimentIds.Parse).Distinct().Where(id => visible.Holds(ExperimentIds.Text(id))).ToList();
        if (ids.Count == 0)
        {
            return new RunsAnswer([], null);
        }
        var (found, next) = await store.SearchAsync(search, ids, message.View ?? ViewType.ActiveOnly, call.Cancelled);
        return new RunsAnswer([.. found.Select(static one => new RunAnswer(one.Run, one.Data, isNew: false))], next);
    }

    private ParamRow CheckedParam(string key, string value, string field)
    {
        KeyLimits.CheckKey(field, key);
        KeyLimits.CheckLength("Param key", key, KeyLimits.Key);
        KeyLimits.CheckStorable(field, value);
        return new ParamRow(key, KeyLimits.Cut("Param value", value, KeyLimits.ParamValue, cutLongValues));
    }

    private TagRow CheckedTag(string key, string value, string field)
    {
        KeyLimits.CheckKey(field, key);
        KeyLimits.CheckLength(field, key, KeyLimits.Key);
        KeyLimits.CheckStorable(field, value);
        if (key == RunNames.Tag)
        {
            CheckRunName(value);
        }
        return new TagRow(key, KeyLimits.Cut(field, value, KeyLimits.RunTagValue, cutLongValues));
    }

    private static void CheckRunName(string name)
    {
        KeyLimits.CheckLength("run_name", name, KeyLimits.StoredRunName);
        KeyLimits.CheckStorable("run_name", name);
    }

    private static void CheckCounts(int metrics, int parameters, int tags)
    {
        CheckCount("metrics", metrics, MostMetrics);
        CheckCount("params", parameters, MostParams);
        CheckCount("tags", tags, MostTags);
        CheckCount("metrics, params, and tags", metrics + parameters + tags, MostInAll);
    }

    private static void CheckCount(string what, int count, int most)
    {
        if (count > most)
        {
            throw MlflowException.Invalid(
                $"A batch logging request can contain at most {most} {what}. Got {count} {what}. "
                    + $"Please split up {what} across multiple requests and try again."
            );
        }
    }

    private static void CheckUnique(List<ParamRow> parameters)
    {
        var twice = parameters
            .GroupBy(param => param.Key, StringComparer.Ordinal)
            .Where(group => group.Count() > 1)
            .Select(group => $"'{group.Key}'")
            .ToList();
        if (twice.Count > 0)
        {
            throw MlflowException.Invalid(
                $"Duplicate parameter keys have been submitted: [{string.Join(", ", twice)}]. "
                    + "Please ensure the request contains only one param value per param key."
            );
        }
    }

    private static void CheckRunId(string id)
    {
        if (!RunId().IsMatch(id))
        {
            throw MlflowException.Invalid($"Invalid value {JsonValue.Of(id).Json} for parameter 'run_id' supplied.");
        }
    }

    private static string Status(RunStatus status) => EnumNames.RunStatuses.NameOf(status);

    [GeneratedRegex(@"^[a-zA-Z0-9][\w\-]{0,255}$", RegexOptions.CultureInvariant)]
    private static partial Regex RunId();
}
