using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Sluice.Storage;

/// <summary>
/// One statement, written once, in the form of each database. Its text can only be a compile-time constant (CA1857), so that no
/// value ever becomes part of it. Parameters stand as <c>@name</c>; what differs between the databases stands as a word in braces:
/// <list type="bullet">
/// <item><c>{in texts @ids}</c>, <c>{in numbers @ids}</c>: is one of the elements of an array parameter. PostgreSQL doesn't look at the
/// array when it plans, so that one plan, made once, serves arrays of every length.</item>
/// <item><c>FROM {runs by run_uuid @ids}</c>: the rows of a table whose column, which has an index, is one of the texts of an array
/// parameter. Each is looked up: the planner, which doesn't know how few they are, might read the whole table.</item>
/// </list>
/// A statement that was built from a search is made by <see cref="SqlBuilder"/>.
/// </summary>
internal sealed class Sql
{
    private const string InTexts = "in texts @";
    private const string InNumbers = "in numbers @";

    private readonly string sqlite;
    private readonly string postgres;

    /// <summary>Takes the text of a statement.</summary>
    public Sql([ConstantExpected] string text)
    {
        var names = new List<string>();
        sqlite = Translate(text, Dialect.Sqlite, names);
        names.Clear();
        postgres = Translate(text, Dialect.Postgres, names);
        Names = [.. names];
    }

    private Sql(string text, string[] names)
    {
        sqlite = postgres = text;
        Names = names;
        Cached = false;
    }

    /// <summary>Names of the parameters; in PostgreSQL's form the first is <c>$1</c>.</summary>
    public string[] Names { get; }

    /// <summary>Whether the statement is one of the program's own, which are few, so that each is prepared once a connection.</summary>
    public bool Cached { get; } = true;

    /// <summary>The text that <paramref name="dialect"/> understands.</summary>
    public string Text(Dialect dialect) => dialect == Dialect.Sqlite ? sqlite : postgres;

    /// <summary>A statement that <see cref="SqlBuilder"/> put together for one database from constants and parameters.</summary>
    internal static Sql Built(string text, string[] names) => new(text, names);

    private static string Translate(string text, Dialect dialect, List<string> names)
    {
        var result = new StringBuilder(text.Length + 32);
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\'':
                    var close = text.IndexOf('\'', i + 1);
                    result.Append(text, i, close - i + 1);
                    i = close;
                    break;
                case '@':
                    var end = NameEnd(text, i + 1);
                    AppendParameter(result, text[(i + 1)..end], dialect, names);
                    i = end - 1;
                    break;
                case '{':
                    var brace = text.IndexOf('}', i);
                    AppendWord(result, text[(i + 1)..brace], dialect, names);
                    i = brace;
                    break;
                default:
                    result.Append(text[i]);
                    break;
            }
        }
        return result.ToString();
    }

    private static int NameEnd(string text, int from)
    {
        while (from < text.Length && (char.IsAsciiLetterOrDigit(text[from]) || text[from] == '_'))
        {
            from++;
        }
        return from;
    }

    private static void AppendParameter(StringBuilder result, string name, Dialect dialect, List<string> names)
    {
        var index = names.IndexOf(name);
        if (index < 0)
        {
            index = names.Count;
            names.Add(name);
        }
        _ = dialect == Dialect.Sqlite ? result.Append('@').Append(name) : result.Append('$').Append(index + 1);
    }

    private static void AppendWord(StringBuilder result, string word, Dialect dialect, List<string> names)
    {
        if (word.Split(' ') is [var table, "by", var column, ['@', .. var texts]])
        {
            AppendLookup(result, (table, column, texts), dialect, names);
            return;
        }
        var (name, array) =
            word.StartsWith(InTexts, StringComparison.Ordinal) ? (word[InTexts.Length..], "text[]")
            : word.StartsWith(InNumbers, StringComparison.Ordinal) ? (word[InNumbers.Length..], "bigint[]")
            : throw new ArgumentException($"'{{{word}}}' is no word of the SQL that the two databases share");
        if (dialect == Dialect.Sqlite)
        {
            result.Append("IN (SELECT value FROM json_each(");
            AppendParameter(result, name, dialect, names);
            result.Append("))");
        }
        else
        {
            result.Append("= ANY((SELECT ");
            AppendParameter(result, name, dialect, names);
            result.Append(")::").Append(array).Append(')');
        }
    }

    private static void AppendLookup(
        StringBuilder result,
        (string Table, string Column, string Texts) lookup,
        Dialect dialect,
        List<string> names
    )
    {
        var (table, column, texts) = lookup;
        result.Append(dialect == Dialect.Sqlite ? "json_each(" : "unnest(");
        AppendParameter(result, texts, dialect, names);
        // SQLite keeps the order of a CROSS JOIN; PostgreSQL doesn't plan what has an OFFSET together with the rest.
        result.Append(
            dialect == Dialect.Sqlite
                ? $") AS wanted CROSS JOIN {table} ON {column} = wanted.value"
                : $") AS wanted (value) CROSS JOIN LATERAL (SELECT * FROM {table} WHERE {column} = wanted.value OFFSET 0) AS {table}"
        );
    }
}

/// <summary>A named value of a statement: text, 64-bit integer, double, boolean, null, or an array of one of the first three.</summary>
/// <param name="Name">The name that stands as <c>@name</c> in the statement.</param>
/// <param name="Value">The value.</param>
internal readonly record struct Parameter(string Name, object? Value)
{
    public static implicit operator Parameter((string Name, object? Value) pair) => new(pair.Name, pair.Value);
}
