using Sluice.Protocol;
using Sluice.Storage;

namespace Sluice.Search;

/// <summary>
/// Writes conditions as SQL. What is compared goes in as parameters. Source: docs/search.md, "What conditions mean"; docs/search.md, "The two
/// databases".
/// </summary>
internal static class SqlCompiler
{
    /// <summary>How many conditions stand between a pair of parentheses: SQLite limits how deep an expression may be.</summary>
    private const int Chunk = 32;

    /// <summary>Writes <c> AND …</c> for all conditions of a filter.</summary>
    /// <exception cref="MlflowException">The database can't take a value.</exception>
    public static void Write(SqlBuilder sql, Expression filter)
    {
        foreach (var chunk in filter.Conditions.OrderBy(Cost).Chunk(Chunk))
        {
            sql.Add(" AND (");
            for (var i = 0; i < chunk.Length; i++)
            {
                _ = i == 0 ? sql : sql.Add(" AND ");
                chunk[i].Field.Write(sql, chunk[i]);
            }
            sql.Add(")");
        }
    }

    /// <summary>SQLite tries conditions in the order of the text: those that cost least and leave fewest rows come first.</summary>
    private static int Cost(Condition condition) =>
        !condition.Field.IsElsewhere ? 0
        : condition.Comparator is Comparator.Equal or Comparator.In ? 1
        : 2;

    /// <summary>Writes the comparison of a column.</summary>
    /// <exception cref="MlflowException">The database can't take the value.</exception>
    public static void Compare(SqlBuilder sql, Action<SqlBuilder> column, Condition condition)
    {
        switch (condition.Comparator)
        {
            case Comparator.Like:
                column(sql);
                sql.Add(" LIKE ");
                Value(sql, Pattern(sql, condition.Operand!));
                break;
            case Comparator.ILike:
                CompareIgnoringCase(sql, column, Pattern(sql, condition.Operand!));
                break;
            case Comparator.In:
                column(sql);
                sql.In(Values(sql, condition.Operand!));
                break;
            case Comparator.NotIn:
                column(sql);
                sql.NotIn(Values(sql, condition.Operand!));
                break;
            default:
                column(sql);
                Sign(sql, condition.Comparator);
                Value(sql, condition.Operand!);
                break;
        }
    }

    /// <summary>Writes a text as a parameter.</summary>
    /// <exception cref="MlflowException">The database can't take the text.</exception>
    public static void Text(SqlBuilder sql, string text) => sql.Value(Storable(sql, text));

    // PostgreSQL's ILIKE follows the database's language; SQLite's lower() knows ASCII only. Both are what MLflow does there.
    private static void CompareIgnoringCase(SqlBuilder sql, Action<SqlBuilder> column, Operand pattern)
    {
        switch (sql.Dialect)
        {
            case Dialect.Sqlite:
                sql.Add("lower(").Add(column).Add(") LIKE lower(");
                Value(sql, pattern);
                sql.Add(")");
                break;
            default:
                sql.Add(column).Add(" ILIKE ");
                Value(sql, pattern);
                break;
        }
    }

    private static void Sign(SqlBuilder sql, Comparator comparator) =>
        _ = comparator switch
        {
            Comparator.Equal => sql.Add(" = "),
            Comparator.NotEqual => sql.Add(" <> "),
            Comparator.Less => sql.Add(" < "),
            Comparator.LessOrEqual => sql.Add(" <= "),
            Comparator.Greater => sql.Add(" > "),
            Comparator.GreaterOrEqual => sql.Add(" >= "),
            _ => throw new ArgumentOutOfRangeException(nameof(comparator)),
        };

    private static void Value(SqlBuilder sql, Operand operand)
    {
        switch (operand)
        {
            case TextOperand text:
                Text(sql, text.Value);
                break;
            case IntegerOperand { Value: var integer } when integer >= long.MinValue && integer <= long.MaxValue:
                sql.Value((long)integer);
                break;
            case IntegerOperand { Value: var integer }:
                sql.Value((double)integer);
                break;
            case FloatOperand real:
                sql.Value(real.Value);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(operand));
        }
    }

    private static Array Values(SqlBuilder sql, Operand operand) =>
        operand is IntegersOperand integers
            ? integers.Values.ToArray()
            : ((TextsOperand)operand).Values.Select(value => Storable(sql, value)).ToArray();

    private static TextOperand Pattern(SqlBuilder sql, Operand operand)
    {
        var pattern = (TextOperand)operand;
        var escapes = pattern.Value.Length - pattern.Value.AsSpan().TrimEnd('\\').Length;
        return sql.Dialect == Dialect.Postgres && escapes % 2 == 1
            ? throw new MlflowException(
                ErrorCode.BadRequest,
                "A LIKE pattern may not end in a single backslash: it takes the meaning from the next character. Write two."
            )
            : pattern;
    }

    private static string Storable(SqlBuilder sql, string text) =>
        sql.Dialect == Dialect.Postgres && text.Contains('\0')
            ? throw MlflowException.Invalid("A text with a NUL character can't be searched, because it can't be stored.")
            : text;
}
