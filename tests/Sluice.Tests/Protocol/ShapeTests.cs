using System.Text.RegularExpressions;
using Sluice.Commands;
using Sluice.Hosting;
using Sluice.Tests.Configuration;
using Xunit;

namespace Sluice.Tests.Protocol;

/// <summary>What routes take is what tests/contract/routes.tsv says, besides what is listed here with its reason.</summary>
public sealed partial class ShapeTests
{
    private const string None = "-";
    private const string Order = "(order)";

    private const string OldName = "a run's old name is read wherever its new one is";
    private const string Unused = "deleting a tag takes the message that sets one: a value is read and not used";
    private const string InPath = "the table lists no fields of files; what a path holds is one";
    private const string OwnWords = "the handler refuses it in words of its own, as the original does";
    private const string Later = "read when models are served";
    private const string AsChecked = "the table's order is that of the definition, the shape's that in which the original checks";

    /// <summary>A route, a field, what the shape and what the table says of it, and why they differ.</summary>
    private static readonly (string Route, string Field, string Shape, string Table, string Why)[] OnPurpose =
    [
        ("GET /api/2.0/mlflow/experiments/search", Order, "", "", AsChecked),
        ("POST /api/2.0/mlflow/experiments/search", Order, "", "", AsChecked),
        ("POST /api/2.0/mlflow/experiments/delete-experiment-tag", "value", "string", None, Unused),
        ("POST /api/2.0/mlflow/logged-models/search", "filter", None, "string", Later),
        ("POST /api/2.0/mlflow/logged-models/search", "datasets", None, "[]SearchLoggedModels.Dataset", Later),
        ("POST /api/2.0/mlflow/logged-models/search", "max_results", None, "int32", Later),
        ("POST /api/2.0/mlflow/logged-models/search", "order_by", None, "[]SearchLoggedModels.OrderBy", Later),
        ("POST /api/2.0/mlflow/logged-models/search", "page_token", None, "string", Later),
        ("GET /api/2.0/mlflow/metrics/get-history-bulk", "run_id", "[]string", "[]string*", OwnWords),
        ("GET /api/2.0/mlflow/metrics/get-history-bulk", "metric_key", "string", "string*", OwnWords),
        ("GET /static-files/{path:path}", "path", "string", None, InPath),
        ("POST /api/2.0/mlflow/runs/delete", "run_uuid", "string", None, OldName),
        ("POST /api/2.0/mlflow/runs/delete-tag", "run_uuid", "string", None, OldName),
        ("POST /api/2.0/mlflow/runs/delete-tag", "value", "string", None, Unused),
        ("POST /api/2.0/mlflow/runs/restore", "run_uuid", "string", None, OldName),
    ];

    [Fact]
    public async Task A_route_takes_the_fields_of_the_protocol_or_says_why_not()
    {
        var found = await DifferencesAsync();

        var expected = OnPurpose.Select(one => Line(one.Route, one.Field, one.Shape, one.Table));
        Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("-", "")]
    [InlineData("path:string", "path string")]
    [InlineData("run_id:[]string* (repeatable, at most 100), max_results:int", "run_id []string*|max_results int64")]
    [InlineData("artifact_path*; raw body", "artifact_path string*")]
    public void The_table_is_read(string request, string fields) =>
        Assert.Equal(fields, string.Join('|', FieldsOf(request).Select(one => $"{one.Name} {one.Type}")));

    private static async Task<List<string>> DifferencesAsync()
    {
        var table = File.ReadLines(RepositoryFile.Find("tests/contract/routes.tsv"))
            .Skip(1)
            .Select(line => line.Split('\t'))
            .ToDictionary(row => $"{row[0]} {row[1]}", row => FieldsOf(row[4]));
        using var start = new Start();
        await using var house = await Composition.BuildAsync(RoutesCommand.InMemory(start.Server()), static _ => { }, TimeProvider.System);
        // What the original doesn't have is an answer of ours to browsers and probes.
        var served = house.Endpoints.All.Where(endpoint => table.ContainsKey($"{endpoint.Method} {endpoint.Path}")).ToList();
        Assert.True(served.Count > 60, $"only {served.Count} routes have a row");
        return
        [
            .. served
                .SelectMany(endpoint =>
                    Differences(
                        $"{endpoint.Method} {endpoint.Path}".Replace(" /ajax-api/", " /api/", StringComparison.Ordinal),
                        [.. endpoint.Fields.Select(field => (field.Name, field.Type + (field.IsRequired ? "*" : "")))],
                        table[$"{endpoint.Method} {endpoint.Path}"]
                    )
                )
                .Distinct(),
        ];
    }

    private static IEnumerable<string> Differences(
        string route,
        List<(string Name, string Type)> shape,
        List<(string Name, string Type)> table
    )
    {
        var names = shape.Select(one => one.Name).ToList();
        var wanted = table.Select(one => one.Name).ToList();
        if (!names.Where(wanted.Contains).SequenceEqual(wanted.Where(names.Contains)))
        {
            yield return Line(route, Order, "", "");
        }
        foreach (var name in names.Union(wanted))
        {
            var (got, want) = (TypeIn(shape, name), TypeIn(table, name));
            if (got != want)
            {
                yield return Line(route, name, got, want);
            }
        }
    }

    private static string TypeIn(List<(string Name, string Type)> fields, string name) => fields.Find(one => one.Name == name).Type ?? None;

    private static string Line(string route, string field, string shape, string table) => $"{route} {field}: {shape}, not {table}";

    /// <summary>The column <c>request</c>, without what stands in brackets; a part of the path has no type there.</summary>
    private static List<(string Name, string Type)> FieldsOf(string request) =>
        [
            .. FieldText()
                .Matches(InBrackets().Replace(request.Split(';')[0], ""))
                .Select(match => (match.Groups[1].Value, TypeOf(match.Groups[2].Value) + match.Groups[3].Value)),
        ];

    private static string TypeOf(string word) =>
        word switch
        {
            "" => "string",
            // Routes without protobuf don't say of how many bits.
            "int" => "int64",
            _ => word,
        };

    [GeneratedRegex(@"(\w+)(?::([^*,\s]+))?(\*?)(?:,|\s*$)")]
    private static partial Regex FieldText();

    [GeneratedRegex(@"\s*\([^)]*\)")]
    private static partial Regex InBrackets();
}
