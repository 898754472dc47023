using Sluice.Protocol;
using Sluice.Search;
using Sluice.Storage;

namespace Sluice.Tracking.Experiments.Search;

/// <summary>A search of experiments: everything about it that can be checked without the database is checked when it is made.</summary>
internal sealed class ExperimentSearch
{
    internal const int MostResults = 50_000;

    private readonly Expression filter;
    private readonly List<OrderKey> order;
    private readonly Page page;

    private ExperimentSearch(Expression filter, List<OrderKey> order, Page page)
    {
        this.filter = filter;
        this.order = order;
        this.page = page;
    }

    /// <summary>How many experiments there may be on a page.</summary>
    public int MaxResults => page.MaxResults;

    /// <summary>Reads a search. Source: docs/search.md, "Refusals".</summary>
    /// <param name="filter">The filter; null and empty are none.</param>
    /// <param name="orderBy">The elements of the order.</param>
    /// <param name="maxResults">How many experiments there may be on a page.</param>
    /// <param name="pageToken">The token of the page; null and empty mean the first.</param>
    /// <exception cref="MlflowException">Something about it is wrong.</exception>
    public static ExperimentSearch Parse(string? filter, IReadOnlyList<string> orderBy, long maxResults, string? pageToken)
    {
        if (maxResults is < 1 or > MostResults)
        {
            var wanted = maxResults < 1 ? "a positive integer" : $"at most {MostResults}";
            throw MlflowException.Invalid($"Invalid value {maxResults} for parameter 'max_results' supplied. It must be {wanted}");
        }
        var expression = Expression.Check(ExperimentFields.Parser.Parse(filter));
        var order = ExperimentFields.Parser.ParseOrder(orderBy);
        return new ExperimentSearch(expression, order, new Page((int)maxResults, PageToken.Parse(pageToken)));
    }

    /// <summary>
    /// Writes everything behind the SELECT list, which the store has begun; the experiment has the alias e. One row more than
    /// <see cref="MaxResults"/> is asked for.
    /// </summary>
    /// <param name="sql">The statement.</param>
    /// <param name="view">Which of the active and deleted experiments.</param>
    /// <param name="visible">Which the caller may see.</param>
    /// <param name="workspace">The workspace that is searched.</param>
    /// <exception cref="MlflowException">The database can't take a value of the search.</exception>
    public void WriteFrom(SqlBuilder sql, ViewType view, VisibleIds visible, string workspace)
    {
        sql.Add(" FROM experiments e WHERE e.workspace = ").Value(workspace).Add(" AND e.lifecycle_stage").Covered(view);
        visible.Write(sql, static column => column.Add("e.experiment_id"));
        SqlCompiler.Write(sql, filter);
        WriteOrder(sql);
        page.Write(sql);
    }

    /// <summary>The token of the next page, or null when this is the last.</summary>
    /// <param name="rows">How many rows came.</param>
    public string? NextToken(int rows) => page.NextToken(rows);

    private void WriteOrder(SqlBuilder sql)
    {
        if (order.Count == 0)
        {
            sql.Add(" ORDER BY e.creation_time DESC, e.experiment_id ASC");
            return;
        }
        sql.Add(" ORDER BY ");
        // The same key again changes nothing.
        foreach (var key in order.DistinctBy(static key => key.Key))
        {
            key.Field!.Column(sql);
            _ = key.Descending ? sql.Add(" DESC, ") : sql.Add(" ASC, ");
        }
        sql.Add("e.experiment_id DESC");
    }
}
