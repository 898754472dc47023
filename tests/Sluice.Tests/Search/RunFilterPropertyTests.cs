using CsCheck;
using Sluice.Protocol;
using Sluice.Search;
using Sluice.Search.Syntax;
using Sluice.Storage;
using Sluice.Tracking.Experiments.Search;
using Sluice.Tracking.Runs.Search;
using Xunit;

namespace Sluice.Tests.Search;

/// <summary>Filters made at random: what is printed is parsed back, and what SQLite finds is what a plain loop finds.</summary>
public sealed class RunFilterPropertyTests
{
    private static readonly Gen<string> Key = Gen.OneOf("a", "b", "k.x", "sp ace", "ключ", "A");

    private static readonly Gen<string> Value = Gen.OneOf(
        Gen.OneOf("", "a", "A", "ab", "a_b", "a%", "é", "É", "x\ny"),
        // No quote can stand behind a backslash, so that a value can't end with one.
        Gen.String[Gen.Char["abAB_%\\ é;()-,."], 0, 6].Select(value => value.TrimEnd('\\'))
    );

    private static readonly Gen<double> Number = Gen.OneOf(
        Gen.OneOf(0.0, 1.0, -1.0, 0.5, 1e300, double.MaxValue),
        Gen.Int[-3, 3].Select(i => i / 2.0)
    );

    private static readonly Gen<MadeCondition> Condition = Gen.OneOf(
        Gen.Select(
            Key,
            Gen.OneOf("=", "!=", "<", "<=", ">", ">="),
            Number,
            (key, sign, value) => new MadeCondition("metric", key, sign, "", value)
        ),
        Gen.Select(
            Gen.OneOf("parameter", "tag"),
            Key,
            Gen.OneOf("=", "!=", "LIKE", "ILIKE", "IS NULL", "IS NOT NULL"),
            Value,
            (kind, key, sign, value) => new MadeCondition(kind, key, sign, value, 0)
        ),
        Gen.Select(
            Gen.OneOf("user_id", "status"),
            Gen.OneOf("=", "!=", "LIKE", "ILIKE"),
            Value,
            (name, sign, value) => new MadeCondition("attribute", name, sign, value, 0)
        )
    );

    private static readonly Gen<MadeCondition[]> Filter = Condition.Array[0, 4];

    private static readonly Gen<MadeRun> Run = Gen.Select(
        Value,
        Gen.Dictionary(Key, Gen.OneOf(Number, Gen.Const(double.NaN)))[0, 4],
        Gen.Dictionary(Key, Value)[0, 4],
        Gen.Dictionary(Key, Value)[0, 4],
        (user, metrics, parameters, tags) => new MadeRun(user, metrics, parameters, tags)
    );

    private static readonly Gen<string> AnyText = Gen.OneOf(
            Gen.OneOf(
                "'",
                "\"",
                "`",
                "\\",
                "(",
                ")",
                ",",
                ".",
                ";",
                "-",
                "%",
                "=",
                "!=",
                " ",
                "\n",
                "\0",
                "AND",
                "NOT",
                "IN",
                "IS",
                "NULL",
                "LIKE",
                "metrics.a",
                "params.",
                "tags.b",
                "run_id",
                "status",
                "start_time",
                "'x'",
                "1.5e+3",
                "٣",
                "é",
                "\u0301",
                "\ud83d\ude00",
                "\udc00"
            ),
            Gen.String[0, 3]
        )
        .Array[0, 40]
        .Select(string.Concat);

    /// <summary>Each character is read once, and a few times more where something else is tried.</summary>
    private const int StepsPerCharacter = 12;

    [Fact]
    public void Any_text_is_read_or_refused_in_time_that_grows_with_its_length() =>
        AnyText.Sample(
            text =>
            {
                foreach (var repeated in (string[])[text, string.Concat(Enumerable.Repeat(text, 50))])
                {
                    Try(() => RunSearch.Parse(repeated, [], 100, null));
                    Try(() => RunSearch.Parse(null, [repeated], 100, null));
                    Try(() => ExperimentSearch.Parse(repeated, [], 100, null));
                    var scanner = new Scanner(repeated);
                    Try(() => FilterText.Read(repeated, scanner));
                    Assert.InRange(scanner.Steps, 0, StepsPerCharacter * (repeated.Length + 1));
                }
            },
            iter: 3000
        );

    private static void Try(Action read)
    {
        try
        {
            read();
        }
        catch (MlflowException)
        {
            // The only exception that a text may cause.
        }
    }

    [Fact]
    public void A_printed_filter_is_parsed_back() =>
        Gen.Select(Filter, Gen.Int[0, 1000])
            .Sample(
                (filter, style) =>
                    Printed.Parse(RunFields.Table, string.Join(" AND ", filter.Select((condition, i) => condition.Text(style + i))))
                    == $"(and{string.Concat(filter.Select(condition => " " + condition.Printed))})"
            );

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_filter_finds_what_a_plain_loop_finds(bool byKey) =>
        Gen.Select(Run.Array[0, 8], Filter, Key, Gen.Bool)
            .Sample((runs, filter, orderKey, descending) => Agrees(runs, filter, orderKey, descending, byKey), iter: 500);

    private static bool Agrees(MadeRun[] runs, MadeCondition[] filter, string orderKey, bool descending, bool byKey)
    {
        using var database = new SearchDatabase();
        database.Execute("INSERT INTO experiments (experiment_id, name, lifecycle_stage) VALUES (1, 'e', 'active')");
        for (var i = 0; i < runs.Length; i++)
        {
            runs[i].Insert(database, i);
        }
        var expected = runs.Select((run, i) => (Run: run, Id: i.ToString()))
            .Where(item => filter.All(condition => condition.Holds(item.Run)))
            .OrderBy(item => item.Run.Metrics.TryGetValue(orderKey, out var value) ? (double.IsNaN(value) ? 1 : 0) : 2)
            .ThenBy(item =>
                (descending ? -1 : 1) * (item.Run.Metrics.TryGetValue(orderKey, out var value) && !double.IsNaN(value) ? value : 0)
            )
            .ThenBy(item => item.Id, StringComparer.Ordinal)
            .Select(item => item.Id);
        var text = string.Join(" AND ", filter.Select((condition, i) => condition.Text(i)));
        var sql = new SqlBuilder(Dialect.Sqlite).Add("SELECT r.run_uuid");
        var search = RunSearch.Parse(text, [$"metrics.`{orderKey}` {(descending ? "DESC" : "ASC")}"], 100, null);
        search.WriteFrom(sql, [1, 2], ViewType.ActiveOnly, byKey ? search.ByKey : []);
        return database.Query(sql).SequenceEqual(expected);
    }
}
