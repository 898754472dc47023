using System.Buffers;
using System.Text.Json;
using Sluice.Access;
using Sluice.Protocol;

namespace Sluice.Hosting;

/// <summary>Health, version and what clients ask about the server. Source: contract, drop-in.md section 7.6 and routes.tsv.</summary>
internal static class InfoEndpoints
{
    /// <summary>The MLflow whose protocol and schemas are served.</summary>
    public const string MlflowVersion = "3.17.2";

    /// <summary>Asks nothing.</summary>
    private sealed class Nothing
    {
        public static MessageShape<Nothing> Shape { get; } = new();
    }

    /// <summary>Adds the routes.</summary>
    public static void AddTo(EndpointTable table)
    {
        var root = table.Root();
        root.Get("health", Nothing.Shape, FixedRule.Public, Always(new TextAnswer(200, TextAnswer.Plain, "OK")));
        root.Head("health", Nothing.Shape, FixedRule.Public, Always(new TextAnswer(200, TextAnswer.Html, "OK")));
        root.Get("version", Nothing.Shape, FixedRule.SignedIn, Always(new TextAnswer(200, TextAnswer.Html, MlflowVersion)));
        root.Get("favicon.ico", Nothing.Shape, FixedRule.Public, Always(Refusals.NotFound));
        root.Get("static-files/{path:path}", Nothing.Shape, FixedRule.Public, Always(Refusals.NotFound));
        table.Api("3.0/mlflow").Get("server-info", Nothing.Shape, FixedRule.Public, Always(new ServerInfo()));
    }

    private static Func<Call, Nothing, ValueTask<Answer>> Always(Answer answer) => (_, _) => ValueTask.FromResult(answer);

    private sealed class ServerInfo : BufferedAnswer
    {
        public override string ContentType => "application/json";

        public override void WriteBody(IBufferWriter<byte> body)
        {
            using var json = new Utf8JsonWriter(body);
            json.WriteStartObject();
            json.WriteString("store_type", "SqlStore");
            json.WriteBoolean("workspaces_enabled", false);
            json.WriteBoolean("trace_archival_enabled", false);
            json.WriteBoolean("multipart_uploads_enabled", false);
            json.WriteBoolean("multipart_downloads_enabled", false);
            json.WriteBoolean("presigned_upload_run_id_supported", true);
            json.WriteBoolean("presigned_upload_model_id_supported", true);
            json.WriteStartObject("features_enabled");
            json.WriteBoolean("gateway", true);
            json.WriteEndObject();
            json.WriteEndObject();
        }
    }
}
