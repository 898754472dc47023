using Sluice.Protocol;
using Sluice.Tracking.Experiments.Search;
using Sluice.Tracking.Runs.Search;
using Xunit;

namespace Sluice.Tests.Search;

/// <summary>Filters of runs and experiments, and what they are read as or why they are refused.</summary>
public sealed class WorkedParseTests
{
    [Theory]
    [InlineData("tags.env = 'prod'", """(and (= (tag "env") "prod"))""")]
    [InlineData("metrics.`m space` >= -1.5e0", """(and (>= (metric "m space") -1.5))""")]
    [InlineData("params.lr != '0.1' and tags.\"sp ace\" LIKE 's%'", """(and (!= (parameter "lr") "0.1") (like (tag "sp ace") "s%"))""")]
    [InlineData(
        "tags.k.with.dots = 'dots' params.opt ilike 'AD%'",
        """(and (= (tag "k.with.dots") "dots") (ilike (parameter "opt") "AD%"))"""
    )]
    [InlineData("AND AND", "(and)")]
    [InlineData("run_id NOT  IN ('a', \"b\",)", """(and (not in (attribute "run_id") ("a" "b")))""")]
    [InlineData("run_id in (('a', 'b'))", """(and (in (attribute "run_id") ("a" "b")))""")]
    [InlineData("run_id IN (('a'), ('b'))", """(and (in (attribute "run_id") ("a" "b")))""")]
    [InlineData(@"run_id IN ('it\'s', 'it''s', ""it's"", '\x41')", """(and (in (attribute "run_id") ("it\'s" "it''s" "it's" "\x41")))""")]
    [InlineData("tags.env Is Not Null AND params.lr IS\nNULL", """(and (is not null (tag "env")) (is null (parameter "lr")))""")]
    [InlineData("attributes.\"Run Name\" = \"it's\"", """(and (= (attribute "Run Name") "it's"))""")]
    [InlineData("attr.created > 1.7e12", """(and (> (attribute "created") 1700000000000.0))""")]
    [InlineData("`tags`.`a`.b = 'x'", """(and (= (tag "`a`.b") "x"))""")]
    [InlineData("tags.from = 'x'", """(and (= (tag "from") "x"))""")]
    [InlineData("tags.env IS  NOT  NULL", """(and (is not null (tag "env")))""")]
    [InlineData("metrics.acc = 5e+1", """(and (= (metric "acc") 50.0))""")]
    [InlineData(
        "AND tags.env = 'a' AND and run_id IN ('b') status = 'c' AND",
        """(and (= (tag "env") "a") (in (attribute "run_id") ("b")) (= (attribute "status") "c"))"""
    )]
    [InlineData("tags.env = \"a\".\"b\"", """(and (= (tag "env") "a\".\"b"))""")]
    [InlineData(
        "dataset.context IN ('train') AND dataset.name != 'ds_a'",
        """(and (in (dataset "context") ("train")) (!= (dataset "name") "ds_a"))"""
    )]
    [InlineData("tags.quote = 'it''s'", """(and (= (tag "quote") "it''s"))""")]
    [InlineData("tags.nl = 'line1\nline2'", """(and (= (tag "nl") "line1\nline2"))""")]
    public void A_filter_of_runs_is_parsed_as_worked(string filter, string parse) =>
        Assert.Equal(parse, Printed.Parse(RunFields.Table, filter));

    [Theory]
    [InlineData("tags.sp ace = 'x'", "Invalid clause(s) in filter string: 'tags.sp ace = 'x''. Expected a comparator at character 9.")]
    [InlineData("tags.k-dash = 'x'", "Invalid clause(s) in filter string: 'tags.k-dash = 'x''. Expected a comparator at character 7.")]
    [InlineData("tags.a = 'x' = 'y'", "Invalid clause(s) in filter string: '= 'y''. Expected AND or the end at character 14.")]
    [InlineData("tags.env = 'prod' -- c", "Invalid clause(s) in filter string: '-- c'. Expected AND or the end at character 19.")]
    [InlineData(
        "tags.env = 'a'; tags.env = 'b'",
        "Invalid clause(s) in filter string: '; tags.env = 'b''. Expected AND or the end at character 15."
    )]
    [InlineData("NOT tags.env = 'a'", "Invalid clause(s) in filter string: 'NOT tags.env = 'a''. Expected a comparator at character 5.")]
    [InlineData(
        "tags.env = 'a' OR status = 'b'",
        "Invalid clause(s) in filter string: 'OR status = 'b''. Expected a comparator at character 19."
    )]
    [InlineData("(tags.env = 'a')", "Invalid clause(s) in filter string: '(tags.env = 'a')'. Expected a field at character 1.")]
    [InlineData("tags.env =", "Invalid clause(s) in filter string: 'tags.env ='. Expected a value at the end.")]
    [InlineData(
        "tags.env = AND status = 'x'",
        "Invalid clause(s) in filter string: 'tags.env = AND status = 'x''. Expected a value at character 12."
    )]
    [InlineData(
        "status = 'a' AND tags.env = 'x",
        "Invalid clause(s) in filter string: 'tags.env = 'x'. Expected a closing ' for the one at character 29."
    )]
    [InlineData("run_id IN 'a'", "Invalid clause(s) in filter string: 'run_id IN 'a''. Expected a list in parentheses at character 11.")]
    [InlineData("run_id IN ('a'", "Invalid clause(s) in filter string: 'run_id IN ('a''. Expected a ) at the end.")]
    [InlineData("tags.a IS 'x'", "Invalid clause(s) in filter string: 'tags.a IS 'x''. Expected NULL or NOT NULL at character 11.")]
    [InlineData("tags.😀 = 'x'", "Invalid clause(s) in filter string: 'tags.😀 = 'x''. Expected a comparator at character 6.")]
    [InlineData("tags.'😀' = 'x' ;", "Invalid clause(s) in filter string: ';'. Expected AND or the end at character 16.")]
    [InlineData(" ", "Invalid filter ' '. Could not be parsed.")]
    [InlineData("metrics.acc = 0.5f", "Expected numeric value type for metric. Found 0.5f")]
    [InlineData(
        "tags.env NOT LIKE 'a%'",
        "Invalid comparator 'NOT LIKE' not one of '{'!=', '=', 'ILIKE', 'IS NOT NULL', 'IS NULL', 'LIKE'}"
    )]
    [InlineData("status IN ('a')", "Only ['run_id'] attributes support comparison with a list of quoted string values.")]
    [InlineData("Tags.x = 'a'", "Invalid entity type 'Tags'. Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']")]
    public void A_filter_of_runs_is_refused_as_worked(string filter, string message) =>
        Assert.Equal(message, Assert.Throws<MlflowException>(() => Printed.Parse(RunFields.Table, filter)).Message);

    [Fact]
    public void A_filter_of_experiments_is_parsed_as_worked() =>
        Assert.Equal(
            """(and (in (attribute "experiment_id") (0 1)) (is null (tag "team")))""",
            Printed.Parse(ExperimentFields.Table, "experiment_id IN ('0', '1') AND tags.team IS NULL")
        );

    [Theory]
    [InlineData("name like 'a%'", "Invalid comparator 'like' not one of '{'!=', '=', 'ILIKE', 'IN', 'LIKE', 'NOT IN'}'")]
    [InlineData("creation_time > 0.0", "Invalid value for numeric attribute 'creation_time': '0.0'")]
    public void A_filter_of_experiments_is_refused_as_worked(string filter, string message) =>
        Assert.Equal(message, Assert.Throws<MlflowException>(() => Printed.Parse(ExperimentFields.Table, filter)).Message);
}
