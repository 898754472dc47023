using Sluice.Protocol;
using Sluice.Python;
using Sluice.Search;
using Sluice.Storage;

namespace Sluice.Tracking.Experiments.Search;

/// <summary>What experiments can be searched by and ordered by. Source: docs/search.md, "Experiments".</summary>
internal static class ExperimentFields
{
    /// <summary>The table of experiments.</summary>
    public static readonly EntityFields Table = new()
    {
        Prefixes = new Dictionary<string, FieldKind>
        {
            ["attribute"] = FieldKind.Attribute,
            ["tag"] = FieldKind.Tag,
            ["tags"] = FieldKind.Tag,
        },
        ValidPrefixes = "Valid entity types are ('attribute', 'tag', 'tags')",
        Attributes = new Dictionary<string, Field>
        {
            ["name"] = new()
            {
                Kind = FieldKind.Attribute,
                Comparators = Comparators.Listed,
                InvalidComparator = static comparator => $"Invalid comparator '{comparator}' not one of '{Comparators.Listed.Shown}'",
                Write = static (sql, condition) => SqlCompiler.Compare(sql, static column => column.Add("e.name"), condition),
            },
            ["experiment_id"] = new()
            {
                Kind = FieldKind.Attribute,
                TakesList = true,
                Comparators = Comparators.Id,
                InvalidComparator = static comparator => $"Invalid comparator for experiment_id: {comparator}",
                Convert = static (_, operand) => Ids(operand),
                Write = static (sql, condition) => SqlCompiler.Compare(sql, static column => column.Add("e.experiment_id"), condition),
            },
            ["creation_time"] = Time(static sql => sql.Add("e.creation_time")),
            ["last_update_time"] = Time(static sql => sql.Add("e.last_update_time")),
        },
        Keyed = new Dictionary<FieldKind, Field>
        {
            [FieldKind.Tag] = new()
            {
                Kind = FieldKind.Tag,
                TakesNull = true,
                Comparators = Comparators.Nullable,
                InvalidComparator = static comparator => $"Invalid comparator for tag: {comparator}",
                IsElsewhere = true,
                Write = Tag,
            },
        },
        InvalidNullTest = static (_, key) => $"IS NULL / IS NOT NULL is only supported for tags, not for attribute '{key}'",
        OrderFields = new Dictionary<string, OrderField>
        {
            ["name"] = new("name", static sql => sql.Add("e.name")),
            ["experiment_id"] = new("experiment_id", static sql => sql.Add("e.experiment_id")),
            ["creation_time"] = new("creation_time", static sql => sql.Add("e.creation_time")),
            ["last_update_time"] = new("last_update_time", static sql => sql.Add("e.last_update_time")),
        },
        InvalidOrderKind = static kind => $"Invalid order_by entity: {kind.Name()}",
    };

    /// <summary>Reads filters and orders of experiments.</summary>
    public static readonly Parser Parser = new(Table);

    private static Field Time(Func<SqlBuilder, SqlBuilder> column) =>
        new()
        {
            Kind = FieldKind.Attribute,
            IsNumber = true,
            Comparators = Comparators.Numeric,
            InvalidComparator = static comparator => $"Invalid comparator '{comparator}' not one of '{Comparators.Listed.Shown}",
            Convert = static (key, operand) =>
                operand is FloatOperand real
                    ? throw MlflowException.Invalid($"Invalid value for numeric attribute '{key}': '{PythonText.Of(real.Value)}'")
                    : operand,
            Write = (sql, condition) => SqlCompiler.Compare(sql, builder => column(builder), condition),
        };

    private static Operand Ids(Operand operand) =>
        operand is TextsOperand texts
            ? new IntegersOperand([.. texts.Values.Select(ExperimentIds.Parse)])
            : new IntegerOperand(ExperimentIds.Parse(((TextOperand)operand).Value));

    private static void Tag(SqlBuilder sql, Condition condition)
    {
        _ = condition.Comparator == Comparator.IsNull ? sql.Add("NOT ") : sql;
        sql.Add("EXISTS (SELECT 1 FROM experiment_tags t WHERE t.experiment_id = e.experiment_id AND t.key = ");
        SqlCompiler.Text(sql, condition.Key);
        if (condition.Operand != null)
        {
            sql.Add(" AND ");
            SqlCompiler.Compare(sql, static column => column.Add("t.value"), condition);
        }
        sql.Add(")");
    }
}
