using Sluice.Protocol;
using Sluice.Search;
using Xunit;

namespace Sluice.Tests.Search;

/// <summary>The worked parses of the contract for runs and experiments (search-grammar.md section 9).</summary>
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
    [InlineData("run_id in (('a' 'b'))", """(and (in (attribute "run_id") ("ab")))""")]
    [InlineData("tags.env Is Not Null AND params.lr IS\nNULL", """(and (is not null (tag "env")) (is null (parameter "lr")))""")]
    [InlineData("attributes.\"Run Name\" = \"it's\"", """(and (= (attribute "Run Name") "it's"))""")]
    [InlineData("attr.created > 1.7e12", """(and (> (attribute "created") 1700000000000.0))""")]
    [InlineData("`tags`.`a`.b = 'x'", """(and (= (tag "`a`.b") "x"))""")]
    [InlineData("tags.env::text = 'x'", """(and (= (tag "env::text") "x"))""")]
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
    [InlineData("tags.sp ace = 'x'", "Invalid clause(s) in filter string: 'tags.sp'")]
    [InlineData("tags.k-dash = 'x'", "Invalid comparison clause. Expected 'Identifier' found 'tags.k-dash'")]
    [InlineData("tags.a = 'x' = 'y'", "Invalid comparison clause. Expected 'Identifier' found 'tags.a = 'x''")]
    [InlineData("tags.env = 'prod' -- c", "Invalid clause(s) in filter string: '-- c'")]
    [InlineData("tags.env = 'a' /* c */ AND params.p = 'b'", "Invalid comparison clause. Expected 3 tokens found 4")]
    [InlineData(
        "tags.env = 'a'; tags.env = 'b'",
        "Search filter contained multiple expression \"tags.env = 'a'; tags.env = 'b'\". Provide AND-ed expression list."
    )]
    [InlineData("NOT tags.env = 'a' OR status = 'b'", "Invalid clause(s) in filter string: 'NOT', 'OR'")]
    [InlineData("metrics.acc = 5e+1", "Expected numeric value type for metric. Found 5e+1")]
    [InlineData("metrics.acc = 0.5f", "Invalid clause(s) in filter string: 'metrics.acc = 0.5f'")]
    [InlineData("tags.in = 'x'", "Invalid clause(s) in filter string: 'tags.', 'in', '=', ''x''")]
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
