using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Sluice.Storage;

/// <summary>
/// Puts a statement together for one database from constant pieces and values. A piece must be a compile-time constant (CA1857);
/// everything else goes in as a parameter, so that a user's text can't become SQL.
/// </summary>
internal sealed class SqlBuilder(Dialect dialect)
{
    private readonly StringBuilder text = new();
    private readonly List<Parameter> parameters = [];

    /// <summary>The database that the statement is for.</summary>
    public Dialect Dialect { get; } = dialect;

    /// <summary>The values, in the order of the text.</summary>
    public IReadOnlyList<Parameter> Parameters => parameters;

    /// <summary>Adds a piece of SQL.</summary>
    public SqlBuilder Add([ConstantExpected] string sql)
    {
        text.Append(sql);
        return this;
    }

    /// <summary>Adds what another builder for the same database holds.</summary>
    public SqlBuilder Add(Action<SqlBuilder> write)
    {
        write(this);
        return this;
    }

    /// <summary>
    /// Adds a column whose index isn't worth using, because another condition leaves fewer rows. SQLite, which can't know that, takes the
    /// word for it; PostgreSQL decides by itself.
    /// </summary>
    public SqlBuilder NotByIndex([ConstantExpected] string column)
    {
        _ = Dialect == Dialect.Sqlite ? text.Append('+') : text;
        text.Append(column);
        return this;
    }

    /// <summary>Adds a number that the program itself counted (of an alias, say).</summary>
    public SqlBuilder Number(int number)
    {
        text.Append(number);
        return this;
    }

    /// <summary>Adds a value as a parameter.</summary>
    public SqlBuilder Value(object? value)
    {
        var name = $"p{parameters.Count}";
        parameters.Add(new Parameter(name, value));
        _ = Dialect == Dialect.Sqlite ? text.Append('@').Append(name) : text.Append('$').Append(parameters.Count);
        return this;
    }

    /// <summary>Adds <c>= one of the elements</c>, behind a column.</summary>
    /// <param name="values">An array of texts or 64-bit integers.</param>
    public SqlBuilder In(Array values) =>
        Dialect == Dialect.Sqlite
            ? Add(" IN (SELECT value FROM json_each(").Value(values).Add("))")
            : Add(" = ANY(").Value(values).Add(")");

    /// <summary>Adds <c>none of the elements</c>, behind a column.</summary>
    /// <param name="values">An array of texts or 64-bit integers.</param>
    public SqlBuilder NotIn(Array values) =>
        Dialect == Dialect.Sqlite
            ? Add(" NOT IN (SELECT value FROM json_each(").Value(values).Add("))")
            : Add(" <> ALL(").Value(values).Add(")");

    /// <summary>The statement and, in <see cref="Parameters"/>, its values.</summary>
    public Sql Build() => Sql.Built(text.ToString(), [.. parameters.Select(p => p.Name)]);
}
