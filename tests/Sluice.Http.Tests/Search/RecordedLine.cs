using Sluice.Http.Tests.Json;
using Sluice.Http.Tests.Servers;

namespace Sluice.Http.Tests.Search;

/// <summary>One recorded search, with what differs on the database that it runs on put in the place of what was recorded on SQLite.</summary>
internal sealed class RecordedLine
{
    private readonly IReadOnlyDictionary<string, JsonValue> members;

    private RecordedLine(IReadOnlyDictionary<string, JsonValue> members) => this.members = members;

    /// <summary>The name, e.g. <c>runs-0001</c>.</summary>
    public string Id => Text("id")!;

    /// <summary>Why the answer is left to the implementation; null when it is not.</summary>
    public string? Free => Text("free");

    /// <summary>The status of a refusal; null for an answer.</summary>
    public string? Status => members.GetValueOrDefault("status") is JsonNumber status ? status.Spelling : null;

    /// <summary>The code of a refusal.</summary>
    public string? ErrorCode => Text("error_code");

    /// <summary>The words of a refusal; null where they are not compared.</summary>
    public string? Message => Text("message");

    /// <summary>Whether what stands between braces in the message has no order.</summary>
    public bool HasSetInMessage => members.ContainsKey("set_in_message");

    /// <summary>Whether the results have no order.</summary>
    public bool IsAnyOrder => members.ContainsKey("any_order");

    /// <summary>The pages of the answer: names, and the offset in the token of the next one.</summary>
    public IReadOnlyList<(IReadOnlyList<string> Names, string? Next)> Pages =>
        members.GetValueOrDefault("pages") is JsonArray pages
            ? [.. pages.Items.Select(page => Page((JsonObject)page))]
            : [Page(new JsonObject(members))];

    /// <summary>The token to begin with.</summary>
    public string? PageToken => Text("page_token");

    /// <summary>All lines about runs and experiments.</summary>
    public static IEnumerable<RecordedLine> Of(DatabaseKind database) =>
        File.ReadLines(RepositoryRoot.Path("tests", "contract", "search", "search-examples.jsonl"))
            .Select(line => ((JsonObject)JsonReader.Read(line)).Members)
            .Where(members => members["entity"] is JsonString { Value: "runs" or "experiments" })
            .Select(members => new RecordedLine(Overlaid(members, database)));

    /// <summary>The request's route below the tracking routes.</summary>
    public string Route => Text("entity") + "/search";

    /// <summary>The request's body, with a page token of the walk in the place of the line's own.</summary>
    /// <param name="symbols">Ids by symbol, e.g. <c>exp:alpha</c>.</param>
    /// <param name="token">The token; null sends the line's own, if it has one.</param>
    public string Body(IReadOnlyDictionary<string, string> symbols, string? token)
    {
        var body = new Dictionary<string, JsonValue>();
        if (Text("entity") == "runs")
        {
            var names = members.GetValueOrDefault("experiments") is JsonArray list
                ? list.Items.Select(item => ((JsonString)item).Value)
                : ["alpha"];
            body["experiment_ids"] = new JsonArray([
                .. names.Select(name => new JsonString(
                    name.StartsWith("RAW:", StringComparison.Ordinal) ? name[4..] : symbols["exp:" + name]
                )),
            ]);
        }
        else
        {
            body["max_results"] = new JsonNumber("1000");
        }
        Copy("filter", "filter");
        Copy("order_by", "order_by");
        Copy("max_results", "max_results");
        Copy("page_token", "page_token");
        Copy("view_type", Text("entity") == "runs" ? "run_view_type" : "view_type");
        if (token is not null)
        {
            body["page_token"] = new JsonString(token);
        }
        return Filled(new JsonObject(body).ToString(), symbols);

        void Copy(string from, string to)
        {
            if (members.TryGetValue(from, out var value))
            {
                body[to] = value;
            }
        }
    }

    /// <summary>A text with ids in the place of <c>${kind:name}</c>.</summary>
    public static string Filled(string text, IReadOnlyDictionary<string, string> symbols) =>
        symbols.Aggregate(text, (filled, symbol) => filled.Replace($"${{{symbol.Key}}}", symbol.Value, StringComparison.Ordinal));

    private static Dictionary<string, JsonValue> Overlaid(IReadOnlyDictionary<string, JsonValue> members, DatabaseKind database)
    {
        var all = new Dictionary<string, JsonValue>(members);
        if (database is DatabaseKind.Postgres && members.GetValueOrDefault("postgresql") is JsonObject overlay)
        {
            if (overlay.Members.ContainsKey("status") || overlay.Members.ContainsKey("result"))
            {
                foreach (var outcome in (string[])["status", "error_code", "message", "result", "next"])
                {
                    all.Remove(outcome);
                }
            }
            foreach (var (name, value) in overlay.Members)
            {
                all[name] = value;
            }
        }
        return all;
    }

    private static (IReadOnlyList<string> Names, string? Next) Page(JsonObject page) =>
        (
            page.Members.GetValueOrDefault("result") is JsonArray list ? [.. list.Items.Select(item => ((JsonString)item).Value)] : [],
            page.At("next.offset") is JsonNumber offset ? offset.Spelling : null
        );

    private string? Text(string name) => members.GetValueOrDefault(name) is JsonString text ? text.Value : null;
}
