using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Sluice.Http.Tests.Json;
using Sluice.Http.Tests.Servers;
using Sluice.Http.Tests.Wire;
using Xunit;

namespace Sluice.Http.Tests.Search;

/// <summary>Every recorded search of runs and experiments, over HTTP, on both databases.</summary>
public sealed partial class SearchOverHttpTests(SearchServers servers) : IClassFixture<SearchServers>
{
    [Theory, BothDatabases]
    public async Task Recorded_searches_are_answered_as_recorded(DatabaseKind database)
    {
        var (server, symbols) = await servers.On(database);
        var lines = RecordedLine.Of(database).Where(line => KnownDifferences.For(line, database) is null).ToList();
        var wrong = new List<string>();
        foreach (var line in lines)
        {
            wrong.AddRange(
                (await Compare(server, symbols, line)).Select(problem => $"{line.Id} {line.Body(symbols, null)}\n    {problem}")
            );
        }

        Assert.True(lines.Count > 1100, $"only {lines.Count} lines");
        Assert.True(wrong.Count == 0, $"{wrong.Count} differ:\n{string.Join('\n', wrong)}");
    }

    [Theory, BothDatabases]
    public async Task A_listed_search_differs_as_its_kind_says(DatabaseKind database)
    {
        var (server, symbols) = await servers.On(database);
        var wrong = new List<string>();
        foreach (var line in RecordedLine.Of(database))
        {
            if (KnownDifferences.For(line, database) is not { } row)
            {
                continue;
            }
            var answer = await server.Anonymous().Post(line.Route, line.Body(symbols, null));
            var code = answer.Status == 200 ? "" : Caller.Text(JsonReader.Read(answer.Text), "error_code");
            var isRefusal = answer.Status == 400 && code == "INVALID_PARAMETER_VALUE";
            var isAsRecorded = answer.Status.ToString(CultureInfo.InvariantCulture) == line.Status && code == line.ErrorCode;
            var differs = line.Free is null ? (await Compare(server, symbols, line)).Count > 0 : !isRefusal;
            var isGood = row.Kind switch
            {
                "1" => isRefusal,
                "4" => isAsRecorded,
                _ => !isAsRecorded && (isRefusal || answer.Status == 200),
            };
            if (!differs || !isGood)
            {
                wrong.Add($"{line.Id} (kind {row.Kind}) {line.Body(symbols, null)}: {answer.Status} {answer.Text}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Every_listed_search_is_recorded()
    {
        var recorded = File.ReadLines(RepositoryRoot.Path("tests", "contract", "search", "search-examples.jsonl"))
            .Select(line => ((JsonString)JsonReader.Read(line).At("id")!).Value);

        Assert.Empty(KnownDifferences.Names.Except(recorded));
    }

    private static async Task<List<string>> Compare(SluiceServer server, Dictionary<string, string> symbols, RecordedLine line)
    {
        var wrong = new List<string>();
        if (line.Free is not null || line.Status is not null)
        {
            var answer = await server.Anonymous().Post(line.Route, line.Body(symbols, null));
            wrong.AddRange(line.Free is not null ? CompareFree(line, answer) : CompareRefusal(line, answer, symbols));
            return wrong;
        }
        string? token = null;
        foreach (var (names, next) in line.Pages)
        {
            var answer = await server.Anonymous().Post(line.Route, line.Body(symbols, token));
            if (answer.Status != 200)
            {
                wrong.Add($"{answer.Status} {answer.Text} instead of {string.Join(", ", names)}");
                return wrong;
            }
            var found = JsonReader.Read(answer.Text);
            var given = Names(line, found, symbols);
            var (expected, actual) = line.IsAnyOrder ? (names.Order(), given.Order()) : (names.AsEnumerable(), given.AsEnumerable());
            if (!expected.SequenceEqual(actual))
            {
                wrong.Add($"{string.Join(", ", given)} instead of {string.Join(", ", names)}");
            }
            token = found.At("next_page_token") is JsonString { Value.Length: > 0 } text ? text.Value : null;
            if (Offset(token) != next)
            {
                wrong.Add($"next page at {Offset(token) ?? "none"} instead of {next ?? "none"}");
            }
        }
        return wrong;
    }

    // What is free may be answered or refused, but is never a fault of the server.
    private static string[] CompareFree(RecordedLine line, RawResponse answer) =>
        answer.Status is 200 or 400 ? [] : [$"{answer.Status} {answer.Text} ({line.Free})"];

    private static IEnumerable<string> CompareRefusal(RecordedLine line, RawResponse answer, Dictionary<string, string> symbols)
    {
        if (answer.Status.ToString(CultureInfo.InvariantCulture) != line.Status)
        {
            yield return $"{answer.Status} {answer.Text} instead of {line.Status}";
            yield break;
        }
        var error = JsonReader.Read(answer.Text);
        if (Caller.Text(error, "error_code") != line.ErrorCode)
        {
            yield return $"{Caller.Text(error, "error_code")} instead of {line.ErrorCode}";
        }
        if (line.Message is { } message)
        {
            var (expected, given) = (RecordedLine.Filled(message, symbols), Caller.Text(error, "message"));
            if (line.HasSetInMessage ? Sorted(expected) != Sorted(given) : expected != given)
            {
                yield return $"{given}\n    instead of {expected}";
            }
        }
    }

    private static List<string> Names(RecordedLine line, JsonValue answer, Dictionary<string, string> symbols)
    {
        var (list, id, kind) = line.Route.StartsWith("runs", StringComparison.Ordinal)
            ? ("runs", "info.run_id", "run:")
            : ("experiments", "experiment_id", "exp:");
        return
        [
            .. (answer.At(list) is JsonArray items ? items.Items : []).Select(item =>
                symbols.First(symbol => symbol.Value == Caller.Text(item, id) && symbol.Key.StartsWith(kind, StringComparison.Ordinal)).Key[
                    kind.Length..
                ]
            ),
        ];
    }

    private static string? Offset(string? token) =>
        token is null ? null
        : JsonReader.Read(Encoding.UTF8.GetString(Convert.FromBase64String(token))).At("offset") is JsonNumber offset ? offset.Spelling
        : "unreadable";

    private static string Sorted(string message) =>
        Braces().Replace(message, set => $"{{{string.Join(", ", set.Groups[1].Value.Split(", ").Order(StringComparer.Ordinal))}}}");

    [GeneratedRegex(@"\{([^{}]*)\}")]
    private static partial Regex Braces();
}
