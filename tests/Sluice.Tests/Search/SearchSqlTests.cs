using Sluice.Protocol;
using Sluice.Search;
using Sluice.Storage;
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
    [InlineData("params.a = '1' AND metrics.c > 0", 0)]
    [InlineData("params.a = '1' AND tags.b != '2' AND params.c LIKE '3' AND tags.d IS NULL", 0)]
    [InlineData("params.a = '1' AND params.b = '2' AND params.c = '3' AND params.d = '4' AND params.e = '5'", 4)]
    public void Two_to_four_equalities_are_found_by_key_together(string filter, int together)
    {
        var sql = new SqlBuilder(Dialect.Postgres);
        RunSearch.Parse(filter, [], 100, null).WriteFrom(sql, [1], ViewType.ActiveOnly, byKey: true);
        Assert.Equal(together, sql.Build().Text(Dialect.Postgres).Split("SELECT p.run_uuid FROM ").Length - 1);
        Assert.DoesNotContain("INTERSECT", Runs(Dialect.Postgres, filter, []).Build().Text(Dialect.Postgres));
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
