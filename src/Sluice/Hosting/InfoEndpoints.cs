using Sluice.Access.Rules;
using Sluice.Configuration;
using Sluice.Protocol.Answers;
using Sluice.Protocol.Messages;
using Sluice.Protocol.Routes;

namespace Sluice.Hosting;

/// <summary>Health, version and what clients ask about the server. Source: docs/protocol.md, "Probes".</summary>
internal static class InfoEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void AddTo(EndpointTable table)
    {
        var root = table.Root();
        var probes = root with { IgnoresStaticPrefix = true };
        probes.Get("health", NoFields.Shape, Require.Nothing, Always(new TextAnswer(200, TextAnswer.Plain, "OK")));
        probes.Head("health", NoFields.Shape, Require.Nothing, Always(new TextAnswer(200, TextAnswer.Html, "OK")));
        probes.Get("version", NoFields.Shape, Require.SignedIn, Always(new TextAnswer(200, TextAnswer.Html, Product.MlflowVersion)));
        root.Get("favicon.ico", NoFields.Shape, Require.Nothing, Always(Refusals.NotFound));
        root.Get(
            "static-files/{path:path}",
            NameStaticFile.Shape,
            Require.Nothing,
            (_, _) => ValueTask.FromResult<Answer>(Refusals.NotFound)
        );
        table.Api("3.0/mlflow").Get("server-info", NoFields.Shape, Require.Nothing, Always(new ServerInfo()));
    }

    private static Handler<NoFields> Always(Answer answer) => (_, _) => ValueTask.FromResult(answer);

    /// <summary>Names a file of the web pages.</summary>
    private sealed class NameStaticFile
    {
        public string? Path;

        public static readonly MessageShape<NameStaticFile> Shape = new(f => f.Text("path", m => ref m.Path));
    }

    private sealed class ServerInfo : MessageAnswer
    {
        protected override JsonLayout Layout => JsonLayout.Compact;

        public override void Write(MessageWriter writer)
        {
            writer.Text("store_type"u8, "SqlStore");
            writer.Boolean("workspaces_enabled"u8, false);
            writer.Boolean("trace_archival_enabled"u8, false);
            writer.Boolean("multipart_uploads_enabled"u8, false);
            writer.Boolean("multipart_downloads_enabled"u8, false);
            writer.Boolean("presigned_upload_run_id_supported"u8, true);
            writer.Boolean("presigned_upload_model_id_supported"u8, true);
            writer.Message("features_enabled"u8, true, static (w, on) => w.Boolean("gateway"u8, on));
        }
    }
}
