using Sluice.Protocol;
using Sluice.Search;
using Sluice.Storage;
using Sluice.Storage.Schema;
using Sluice.Tracking.Experiments.Search;
using Sluice.Tracking.Runs.Search;
using Xunit;

namespace Sluice.Tests.Search;

/// <summary>The SQL of searches beyond what the recordings show.</summary>
public sealed class SearchSqlTests
{
    [Fact]
    public void Conditions_and_order_keys_are_looked_up_by_the_primary_key()
    {
        using var database = new SearchDatabase();
        var plan = database.Plan(
            Runs(Dialect.Sqlite, "metrics.acc > 0.5 AND params.lr = '0.1' AND tags.env LIKE 'p%'", ["metrics.loss DESC"])
        );
        Assert.Equal(4, plan.Split('\n').Count(line => line.Contains("(key=? AND run_uuid=?)")));
    }

    [Theory]
    [InlineData("params.a = '1' AND tags.b = '2' AND metrics.c > 0", 2)]
    [InlineData("params.a = '1' AND metrics.c > 0 AND attributes.status = 'FINISHED'", 1)]
    [InlineData("params.a != '1' AND tags.b != '2' AND params.c LIKE '3' AND tags.d IS NULL", 0)]
    [InlineData("params.a = '1' AND params.b = '2' AND params.c = '3' AND params.d = '4' AND params.e = '5'", 4)]
    public void Up_to_four_equalities_can_be_looked_up_by_key(string filter, int count)
    {
        var search = RunSearch.Parse(filter, [], 100, null);
        var sql = new SqlBuilder(Dialect.Postgres);
        search.WriteFrom(sql, [1], ViewType.ActiveOnly, search.ByKey);

        Assert.Equal(count, search.ByKey.Count);
        Assert.Equal(count, sql.Build().Text(Dialect.Postgres).Split(OwnIndex.KnownValues).Length - 1);
        Assert.DoesNotContain(OwnIndex.KnownValues, Runs(Dialect.Postgres, filter, []).Build().Text(Dialect.Postgres));
    }

    [Fact]
    public void A_value_that_the_index_does_not_know_is_not_looked_up_by_key() =>
        Assert.Equal(
            ["b"],
            RunSearch
                .Parse($"params.a = '{new string('v', 251)}' AND tags.b = '{new string('v', 250)}'", [], 100, null)
                .ByKey.Select(one => one.Key)
        );

    [Fact]
    public void A_key_that_no_run_can_have_is_not_looked_up_by_key() =>
        Assert.Equal(
            [250],
            RunSearch
                .Parse($"params.{new string('k', 251)} = 'v' AND tags.{new string('k', 250)} = 'v'", [], 100, null)
                .ByKey.Select(one => one.Key.Length)
        );

    [Fact]
    public void A_search_by_key_begins_with_the_indexes_of_the_values()
    {
        using var database = new SearchDatabase();
        database.MakeIndexes();
        var search = RunSearch.Parse("params.a = '1' AND tags.b = '2' AND metrics.c > 0", [], 100, null);
        var sql = new SqlBuilder(Dialect.Sqlite).Add("SELECT r.name");
        search.WriteFrom(sql, [1], ViewType.ActiveOnly, search.ByKey);

        var plan = database.Plan(sql);

        Assert.Contains("COVERING INDEX sluice_params_by_value (key=? AND value=?)", plan, StringComparison.Ordinal);
        Assert.Contains("COVERING INDEX sluice_tags_by_value (key=? AND value=?)", plan, StringComparison.Ordinal);
        Assert.Contains("SEARCH r USING INDEX sqlite_autoindex_runs_1 (run_uuid=?)", plan, StringComparison.Ordinal);
    }

    [Fact]
    public void The_newest_runs_are_read_in_the_order_of_their_index()
    {
        using var database = new SearchDatabase();
        database.MakeIndexes();
        var sql = new SqlBuilder(Dialect.Sqlite).Add("SELECT r.name");
        RunSearch.Parse("params.a != '1'", [], 100, null).WriteFrom(sql, [1], ViewType.All);

        var plan = database.Plan(sql);

        Assert.Contains("SEARCH r USING INDEX sluice_runs_by_start (experiment_id=?)", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("ORDER BY", plan, StringComparison.Ordinal);
    }

    [Fact]
    public void A_metric_condition_never_matches_NaN_except_unequal()
    {
        using var database = RecordedData.Load();
        string[] signs = ["=", "!=", "<", "<=", ">", ">="];
        var matching = signs.Where(sign =>
            database.Query(Runs(Dialect.Sqlite, $"metrics.acc {sign} 0", [])).Contains(database.Symbols["run:r3"])
        );
        Assert.Equal(["!="], matching);
    }

    [Theory]
    [InlineData("alpha,beta%x")]
    [InlineData("")]
    public void Only_the_visible_experiments_are_found(string names)
    {
        using var database = RecordedData.Load();
        var visible = names.Split(',', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(visible, Experiments(database, VisibleIds.Only(Ids(database, visible)), "default"));
    }

    [Fact]
    public void Hidden_experiments_are_not_found()
    {
        using var database = RecordedData.Load();
        var found = Experiments(database, VisibleIds.AllBut(Ids(database, ["alpha", "uni"])), "default");
        Assert.Equal(["default", "Alpha_2", "beta%x", "quote"], found);
    }

    [Fact]
    public void Another_workspace_is_not_searched()
    {
        using var database = RecordedData.Load();
        Assert.Empty(Experiments(database, VisibleIds.All, "other"));
    }

    [Fact]
    public void PostgreSQL_refuses_a_pattern_that_ends_in_an_escape() =>
        Assert.Equal(ErrorCode.BadRequest, Assert.Throws<MlflowException>(() => Runs(Dialect.Postgres, @"tags.a LIKE 'x\\\'", [])).Code);

    private static SqlBuilder Runs(Dialect dialect, string filter, string[] orderBy)
    {
        var sql = new SqlBuilder(dialect).Add("SELECT r.run_uuid");
        RunSearch.Parse(filter, orderBy, 100, null).WriteFrom(sql, [1], ViewType.ActiveOnly);
        return sql;
    }

    private static IEnumerable<string> Experiments(SearchDatabase database, VisibleIds visible, string workspace)
    {
        var sql = new SqlBuilder(Dialect.Sqlite).Add("SELECT e.experiment_id");
        ExperimentSearch.Parse(null, ["experiment_id"], 100, null).WriteFrom(sql, ViewType.ActiveOnly, visible, workspace);
        return database.Query(sql).Select(id => database.NameOf("exp", id));
    }

    private static long[] Ids(SearchDatabase database, IEnumerable<string> names) =>
        [.. names.Select(name => long.Parse(database.Symbols["exp:" + name]))];
}
