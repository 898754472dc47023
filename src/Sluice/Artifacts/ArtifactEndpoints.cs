using System.Globalization;
using Sluice.Access.Grants;
using Sluice.Artifacts.Stores;
using Sluice.Protocol;
using Sluice.Protocol.Answers;
using Sluice.Protocol.Routes;

namespace Sluice.Artifacts;

/// <summary>Routes of the artifact proxy. Source: docs/protocol.md, "Artifacts".</summary>
/// <param name="store">The files; null where the server doesn't serve artifacts.</param>
/// <param name="experimentExists">Looks up experiments for the rules.</param>
internal sealed class ArtifactEndpoints(LocalStore? store, ExperimentExists experimentExists)
{
    private readonly ArtifactRule read = new(Permission.Read, experimentExists);

    /// <summary>Adds the routes.</summary>
    public void AddTo(EndpointTable table)
    {
        var edit = new ArtifactRule(Permission.Edit, experimentExists);
        var manage = new ArtifactRule(Permission.Manage, experimentExists, removesFolders: true);
        var lists = table.Api("2.0/mlflow-artifacts");
        var files = lists with { IgnoresStaticPrefix = true };
        var streams = files with { RefusalForm = RefusalForm.Plain };
        lists.Get("artifacts", NameArtifact.InQuery, read, ListAsync);
        streams.Get("artifacts/{artifact_path:path}", NameArtifact.InPath, read, DownloadAsync);
        streams.Put("artifacts/{artifact_path:path}", NameArtifact.InPath, edit, UploadAsync);
        files.Delete("artifacts/{artifact_path:path}", NameArtifact.InPath, manage, DeleteAsync);
    }

    private async ValueTask<Answer> ListAsync(Call call, NameArtifact message) =>
        store is null
            ? NotServing("ListArtifacts")
            : new ArtifactList(await VisibleAsync(call, message.Checked, store.List(message.Checked.Segments)));

    private ValueTask<Answer> DownloadAsync(Call call, NameArtifact message)
    {
        if (store is null)
        {
            return new(NotServing("DownloadArtifact"));
        }
        var path = message.Checked;
        if (store.IsFolder(path.Segments))
        {
            return new(new DetailAnswer(400, $"Artifact path refers to a directory, not a file: '{path.AsGiven}'"));
        }
        var file = path.NamesFolder || path.Segments.Length == 0 ? null : store.Open(path.Segments);
        return file is null
            ? throw MlflowException.NotFound($"No such artifact: '{path.AsGiven}'")
            : new(Download(call, file, path.Segments[^1]));
    }

    private async ValueTask<Answer> UploadAsync(Call call, NameArtifact message)
    {
        if (store is null)
        {
            return NotServing("UploadArtifact");
        }
        var path = message.Checked;
        if (path.NamesFolder || path.Segments.Length == 0)
        {
            return new DetailAnswer(400, "Artifact path must include a filename (cannot end with '/').");
        }
        await store.StoreAsync(path.Segments, call.Body, call.Cancelled);
        return EmptyMessage.Instance;
    }

    private ValueTask<Answer> DeleteAsync(Call call, NameArtifact message)
    {
        if (store is null)
        {
            return new(NotServing("DeleteArtifact"));
        }
        if (message.Checked.Segments.Length == 0)
        {
            throw MlflowException.Invalid("Invalid path");
        }
        store.Delete(message.Checked.Segments);
        return new(EmptyMessage.Instance);
    }

    /// <summary>The entries of a folder without those of tiers that the caller may not read.</summary>
    private async ValueTask<IReadOnlyList<ArtifactEntry>> VisibleAsync(Call call, ArtifactPath folder, IReadOnlyList<ArtifactEntry> entries)
    {
        var tiers = entries.Select(entry => folder.TierOfEntry(entry.Name)).OfType<ResourceType>().Distinct().ToList();
        if (call.Principal.IsAdmin || folder.ExperimentId is not { } experiment || tiers.Count == 0)
        {
            return entries;
        }
        var permissions = await call.PermissionsAsync();
        tiers.RemoveAll(tier => read.Decide(permissions, experiment, tier).Allowed);
        return tiers.Count == 0
            ? entries
            : [.. entries.Where(entry => folder.TierOfEntry(entry.Name) is not { } tier || !tiers.Contains(tier))];
    }

    private static Answer Download(Call call, StoredFile file, string name)
    {
        var length = file.State.Size;
        var modified = file.State.Modified.ToString("R", CultureInfo.InvariantCulture);
        var tag = $"\"{file.State.Tag}\"";
        (string, string)[] headers =
        [
            ("Content-Disposition", Attachment.Header(name)),
            ("Accept-Ranges", "bytes"),
            ("Cache-Control", "no-cache"),
            ("Content-Security-Policy", "sandbox"),
            ("Last-Modified", modified),
            ("ETag", tag),
        ];
        var range = ByteRange.Parse(call.Range, call.IfRange, tag, modified, length);
        if (range.Answer is { } refused)
        {
            file.Content.Dispose();
            return refused;
        }
        return new StreamAnswer(file.Content, FileTypes.Of(name), length, headers) { Range = range.Part };
    }

    private static TextAnswer NotServing(string route) =>
        new(
            503,
            TextAnswer.Html,
            $"Endpoint: {route} disabled due to the mlflow server running with `--no-serve-artifacts`. "
                + "To enable artifact serving, start the server without that flag."
        );
}
