using Sluice.Protocol;
using Sluice.Search;
using Sluice.Storage;

namespace Sluice.Tracking.Runs.Search;

/// <summary>A search of runs: everything about it that can be checked without the database is checked when it is made.</summary>
internal sealed class RunSearch
{
    internal const int MostResults = 50_000;

    private readonly Expression filter;
    private readonly RunOrder order;
    private readonly Page page;

    private RunSearch(Expression filter, RunOrder order, Page page)
    {
        this.filter = filter;
        this.order = order;
        this.page = page;
    }

    /// <summary>How many runs there may be on a page.</summary>
    public int MaxResults => page.MaxResults;

    /// <summary>The conditions that can be looked up by key.</summary>
    public IReadOnlyList<Condition> ByKey => RunsByKey.Candidates(filter);

    /// <summary>Reads a search. Source: docs/search.md, "Refusals".</summary>
    /// <param name="filter">The filter; null and empty are none.</param>
    /// <param name="orderBy">The elements of the order.</param>
    /// <param name="maxResults">How many runs there may be on a page.</param>
    /// <param name="pageToken">The token of the page; null and empty mean the first.</param>
    /// <exception cref="MlflowException">Something about it is wrong.</exception>
    public static RunSearch Parse(string? filter, IReadOnlyList<string> orderBy, long maxResults, string? pageToken)
    {
        if (maxResults > MostResults)
        {
            throw MlflowException.Invalid(
                $"Invalid value {maxResults} for parameter 'max_results' supplied:  Hint: Value was of type 'int'. "
                    + "See the API docs for more information about request parameters."
            );
        }
        if (maxResults < 1)
        {
            throw MlflowException.Invalid(
                $"Invalid value {maxResults} for parameter 'max_results' supplied. It must be a positive integer"
            );
        }
        var conditions = RunFields.Parser.Parse(filter);
        var order = RunOrder.Parse(orderBy);
        var expression = Expression.Check(conditions);
        return new RunSearch(expression, order, new Page((int)maxResults, PageToken.Parse(pageToken)));
    }

    /// <summary>
    /// Writes everything behind the SELECT list, which the store has begun; the run has the alias r. One row more than
    /// <see cref="MaxResults"/> is asked for.
    /// </summary>
    /// <param name="sql">The statement.</param>
    /// <param name="experimentIds">The experiments whose runs are searched; ids that don't exist match nothing.</param>
    /// <param name="view">Which of the active and deleted runs.</param>
    /// <param name="byKey">Those of <see cref="ByKey"/> that few runs meet: the search begins with these runs.</param>
    /// <exception cref="MlflowException">The database can't take a value of the search.</exception>
    public void WriteFrom(SqlBuilder sql, IReadOnlyList<long> experimentIds, ViewType view, params IReadOnlyList<Condition> byKey)
    {
        sql.Add(" FROM runs r");
        order.WriteJoins(sql);
        sql.Add(" WHERE ");
        _ = byKey.Count == 0 ? sql.Add("r.experiment_id") : sql.NotByIndex("r.experiment_id");
        _ = experimentIds.Count == 1 ? sql.Add(" = ").Value(experimentIds[0]) : sql.In(experimentIds.ToArray());
        sql.Add(" AND r.lifecycle_stage").Covered(view);
        RunsByKey.Write(sql, byKey);
        SqlCompiler.Write(sql, byKey.Count == 0 ? filter : new Expression([.. filter.Conditions.Except(byKey)]));
        order.Write(sql);
        page.Write(sql);
    }

    /// <summary>The token of the next page, or null when this is the last.</summary>
    /// <param name="rows">How many rows came.</param>
    public string? NextToken(int rows) => page.NextToken(rows);
}
