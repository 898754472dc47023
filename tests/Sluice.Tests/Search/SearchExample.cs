using System.Text.Json;
using System.Text.RegularExpressions;
using Sluice.Http.Tests.Replay;

namespace Sluice.Tests.Search;

/// <summary>One line of the recorded searches, with the ids of a loaded data set in it.</summary>
internal sealed class SearchExample(JsonElement line)
{
    /// <summary>The accepted differences.</summary>
    public static readonly DifferenceList Differences = DifferenceList.OfTheRepository();

    /// <summary>All lines, with the id 1 for whatever they name.</summary>
    public static IEnumerable<SearchExample> All() =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "contract", "search", "search-examples.jsonl"))
            .Select(text => new SearchExample(JsonDocument.Parse(Regex.Replace(text, @"\$\{[^}]*\}", "1")).RootElement));

    /// <summary>All lines of an entity.</summary>
    public static IEnumerable<SearchExample> Of(string entity, SearchDatabase database) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "contract", "search", "search-examples.jsonl"))
            .Select(text => new SearchExample(JsonDocument.Parse(database.Resolve(text)).RootElement))
            .Where(example => example.Text("entity") == entity);

    public string Id => Text("id")!;

    /// <summary>The row of tests/contract/differences.md, if there is one for SQLite.</summary>
    public ListedDifference? Listed =>
        Differences.For("search_" + Id[..Id.LastIndexOf('-')], int.Parse(Id[(Id.LastIndexOf('-') + 1)..]), "sqlite");

    public string? Filter => Text("filter");

    public string? PageToken => Text("page_token");

    public string? Free => Text("free");

    public string? ErrorCode => Text("error_code");

    public string? Message => Text("message");

    public bool IsSetInMessage => line.TryGetProperty("set_in_message", out _);

    public bool IsAnyOrder => line.TryGetProperty("any_order", out _);

    public bool IsWalk => line.TryGetProperty("walk", out _);

    public int? Status => line.TryGetProperty("status", out var status) ? status.GetInt32() : null;

    /// <summary>The texts that the grammar reads: filters, and elements of orders.</summary>
    public IEnumerable<(string Text, bool IsOrder)> Texts =>
        ((string?[])[Filter, Text("filter1"), Text("filter2"), Text("base_filter"), .. List(line, "filters") ?? []])
            .Where(text => !string.IsNullOrEmpty(text))
            .Select(text => (text!, false))
            .Concat(Text("entity") == "logged_models" ? [] : OrderBy.Select(text => (text, true)));

    public bool IsRefused => Status != null;

    public string[] OrderBy => List(line, "order_by") ?? [];

    public string[]? Experiments => List(line, "experiments");

    public string[]? Result => List(line, "result");

    public long? Next => Offset(line);

    /// <summary>The pages of a walk.</summary>
    public IEnumerable<(string[] Result, long? Next)> Pages =>
        line.GetProperty("pages").EnumerateArray().Select(page => (List(page, "result")!, Offset(page)));

    public long MaxResults =>
        !line.TryGetProperty("max_results", out var value) ? 1000
        : value.ValueKind == JsonValueKind.String ? long.Parse(value.GetString()!)
        : value.ValueKind == JsonValueKind.Null ? 0
        : (long)value.GetDouble();

    /// <summary>The view as the wire names it, in capitals.</summary>
    public string View => line.TryGetProperty("view_type", out var view) ? view.ToString().ToUpperInvariant() : "";

    /// <summary>Whether a field has a type that the message doesn't take. That is judged before a search is made of it.</summary>
    public bool IsAboutTheMessage =>
        !Is("filter", JsonValueKind.String)
        || !Is("page_token", JsonValueKind.String)
        || !Is("order_by", JsonValueKind.Array)
        || (line.TryGetProperty("order_by", out var order) && order.EnumerateArray().Any(key => key.ValueKind != JsonValueKind.String))
        || (
            line.TryGetProperty("max_results", out var max)
            && max.ValueKind switch
            {
                JsonValueKind.String => !long.TryParse(max.GetString(), out _),
                JsonValueKind.Number => max.GetDouble() % 1 != 0,
                JsonValueKind.Null => Text("entity") == "runs",
                _ => true,
            }
        );

    private bool Is(string name, JsonValueKind kind) =>
        !line.TryGetProperty(name, out var value) || value.ValueKind == kind || value.ValueKind == JsonValueKind.Null;

    private string? Text(string name) =>
        line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string[]? List(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(item => item.ToString())]
            : null;

    private static long? Offset(JsonElement element) =>
        element.TryGetProperty("next", out var next) ? next.GetProperty("offset").GetInt64() : null;
}
