using Sluice.Protocol;
using Sluice.Storage;

namespace Sluice.Search;

/// <summary>Which part of the results is asked for. Source: docs/search.md, "Pages and views".</summary>
/// <param name="MaxResults">How many results there may be, 1 or more.</param>
/// <param name="Offset">How many are skipped. A token may hold a negative number: SQLite skips none then, PostgreSQL refuses.</param>
internal readonly record struct Page(int MaxResults, long Offset)
{
    /// <summary>Writes the LIMIT of a statement: one row more than is asked for, which tells whether there is another page.</summary>
    /// <exception cref="MlflowException">The offset is negative, and the database doesn't take that.</exception>
    public void Write(SqlBuilder sql)
    {
        if (Offset < 0 && sql.Dialect == Dialect.Postgres)
        {
            throw new MlflowException(ErrorCode.BadRequest, $"Invalid page token: the offset {Offset} is negative.");
        }
        sql.Add(" LIMIT ").Value(MaxResults + 1L).Add(" OFFSET ").Value(Offset);
    }

    /// <summary>The token of the next page, or null when this is the last.</summary>
    /// <param name="rows">How many rows came.</param>
    public string? NextToken(int rows) => rows > MaxResults ? PageToken.Make(Offset + MaxResults) : null;
}
