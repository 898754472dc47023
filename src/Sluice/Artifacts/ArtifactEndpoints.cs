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
    /// <summary>Adds the routes.</summary>
    public void AddTo(EndpointTable table)
    {
        var read = new ArtifactRule(Permission.Read, experimentExists);
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

    private ValueTask<Answer> ListAsync(Call call, NameArtifact message) =>
        Guarded(() => store is null ? NotServing("ListArtifacts") : new ArtifactList(store.List(message.Checked.Segments)));

    private ValueTask<Answer> DownloadAsync(Call call, NameArtifact message) =>
        Guarded(() =>
        {
            if (store is null)
            {
                return NotServing("DownloadArtifact");
            }
            var path = message.Checked;
            if (store.IsFolder(path.Segments))
            {
                return new DetailAnswer(400, $"Artifact path refers to a directory, not a file: '{path.AsGiven}'");
            }
            var file = path.NamesFolder ? null : store.Open(path.Segments);
            return file is null
                ? throw MlflowException.NotFound($"No such artifact: '{path.AsGiven}'")
                : Download(call, file, path.Segments[^1]);
        });

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
        try
        {
            if (store.IsFolder(path.Segments))
            {
                throw MlflowException.Invalid($"Artifact path refers to a directory, not a file: '{path.AsGiven}'");
            }
            await store.StoreAsync(path.Segments, call.Body, call.Cancelled);
        }
        catch (OutsideRootException)
        {
            throw MlflowException.Invalid("Invalid path");
        }
        catch (UnauthorizedAccessException)
        {
            throw new MlflowException(ErrorCode.TemporarilyUnavailable, "The artifacts' storage takes no files: nothing was stored.");
        }
        catch (IOException)
        {
            throw new MlflowException(
                ErrorCode.TemporarilyUnavailable,
                "The artifacts' storage took not the whole file: nothing was stored. It may be full."
            );
        }
        return EmptyMessage.Instance;
    }

    private ValueTask<Answer> DeleteAsync(Call call, NameArtifact message) =>
        Guarded(() =>
        {
            if (store is null)
            {
                return NotServing("DeleteArtifact");
            }
            if (message.Checked.Segments.Length == 0)
            {
                throw MlflowException.Invalid("Invalid path");
            }
            store.Delete(message.Checked.Segments);
            return EmptyMessage.Instance;
        });

    private static Answer Download(Call call, FileStream file, string name)
    {
        var length = file.Length;
        (string, string)[] headers =
        [
            ("Content-Disposition", Attachment.Header(name)),
            ("Accept-Ranges", "bytes"),
            ("Cache-Control", "no-cache"),
            ("Content-Security-Policy", "sandbox"),
            ("Last-Modified", File.GetLastWriteTimeUtc(file.Name).ToString("R", CultureInfo.InvariantCulture)),
            ("ETag", $"\"{File.GetLastWriteTimeUtc(file.Name).Ticks:x}-{length:x}\""),
        ];
        var range = ByteRange.Parse(call.Range, length);
        if (range.Answer is { } refused)
        {
            file.Dispose();
            return refused;
        }
        return new StreamAnswer(file, FileTypes.Of(name), length, headers) { Range = range.Part };
    }

    private static TextAnswer NotServing(string route) =>
        new(
            503,
            TextAnswer.Html,
            $"Endpoint: {route} disabled due to the mlflow server running with `--no-serve-artifacts`. "
                + "To enable artifact serving, start the server without that flag."
        );

    private static ValueTask<Answer> Guarded(Func<Answer> work)
    {
        try
        {
            return ValueTask.FromResult(work());
        }
        catch (OutsideRootException)
        {
            throw MlflowException.Invalid("Invalid path");
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            throw new MlflowException(ErrorCode.TemporarilyUnavailable, "The artifacts' storage can't be used at the moment.");
        }
    }
}
