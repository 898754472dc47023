using System.Buffers;
using System.Text.Json;
using Sluice.Access;
using Sluice.Configuration;
using Sluice.Protocol;

namespace Sluice.Hosting;

/// <summary>Health, version and what clients ask about the server. Source: contract, drop-in.md section 7.6 and routes.tsv.</summary>
internal static class InfoEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void AddTo(EndpointTable table)
    {
        var root = table.Root();
        var probes = table.Probes();
        probes.Get("health", NoFields.Shape, FixedRule.Public, Always(new TextAnswer(200, TextAnswer.Plain, "OK")));
        probes.Head("health", NoFields.Shape, FixedRule.Public, Always(new TextAnswer(200, TextAnswer.Html, "OK")));
        probes.Get("version", NoFields.Shape, FixedRule.SignedIn, Always(new TextAnswer(200, TextAnswer.Html, Product.MlflowVersion)));
        root.Get("favicon.ico", NoFields.Shape, FixedRule.Public, Always(Refusals.NotFound));
        root.Get("static-files/{path:path}", NoFields.Shape, FixedRule.Public, Always(Refusals.NotFound));
        table.Api("3.0/mlflow").Get("server-info", NoFields.Shape, FixedRule.Public, Always(new ServerInfo()));
    }

    private static Func<Call, NoFields, ValueTask<Answer>> Always(Answer answer) => (_, _) => ValueTask.FromResult(answer);

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
