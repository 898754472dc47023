using Sluice.Search;
using Sluice.Storage;

namespace Sluice.Tracking.Runs.Search;

/// <summary>What runs can be searched by and ordered by. Source: docs/search.md, "Runs".</summary>
internal static class RunFields
{
    /// <summary>The table of runs.</summary>
    public static readonly EntityFields Table = new()
    {
        Prefixes = new Dictionary<string, FieldKind>
        {
            ["metric"] = FieldKind.Metric,
            ["metrics"] = FieldKind.Metric,
            ["param"] = FieldKind.Param,
            ["params"] = FieldKind.Param,
            ["parameter"] = FieldKind.Param,
            ["parameters"] = FieldKind.Param,
            ["tag"] = FieldKind.Tag,
            ["tags"] = FieldKind.Tag,
            ["attribute"] = FieldKind.Attribute,
            ["attributes"] = FieldKind.Attribute,
            ["attr"] = FieldKind.Attribute,
            ["run"] = FieldKind.Attribute,
            ["dataset"] = FieldKind.Dataset,
            ["datasets"] = FieldKind.Dataset,
        },
        ValidPrefixes = "Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']",
        TakesQuotedPrefix = true,
        IgnoresComparatorCase = true,
        Attributes = new Dictionary<string, Field>
        {
            ["run_id"] = Text(static sql => sql.Add("r.run_uuid")) with { TakesList = true },
            ["run_name"] = RunName,
            ["run name"] = RunName,
            ["Run name"] = RunName,
            ["Run Name"] = RunName,
            ["status"] = Text(static sql => sql.Add("r.status")),
            ["user_id"] = Text(static sql => sql.Add("r.user_id")),
            ["artifact_uri"] = Text(static sql => sql.Add("r.artifact_uri")),
            ["start_time"] = StartTime,
            ["created"] = StartTime,
            ["Created"] = StartTime,
            ["end_time"] = Number(static sql => sql.Add("r.end_time")),
        },
        DatasetKeys = new Dictionary<string, Field>
        {
            ["name"] = Dataset(RunSql.DatasetName),
            ["digest"] = Dataset(RunSql.DatasetDigest),
            ["context"] = Dataset(RunSql.DatasetContext),
        },
        Keyed = new Dictionary<FieldKind, Field>
        {
            [FieldKind.Metric] = new()
            {
                Kind = FieldKind.Metric,
                IsNumber = true,
                Comparators = Comparators.Numeric,
                InvalidComparator = static comparator => $"Invalid comparator '{comparator}' not one of '{Comparators.Numeric.Shown}",
                IsElsewhere = true,
                Write = RunSql.Metric,
            },
            [FieldKind.Param] = new()
            {
                Kind = FieldKind.Param,
                TakesNull = true,
                Comparators = Comparators.Nullable,
                InvalidComparator = static comparator => $"Invalid comparator '{comparator}' not one of '{Comparators.Nullable.Shown}'",
                IsElsewhere = true,
                Write = RunSql.Param,
            },
            [FieldKind.Tag] = new()
            {
                Kind = FieldKind.Tag,
                TakesNull = true,
                Comparators = Comparators.Nullable,
                InvalidComparator = static comparator => $"Invalid comparator '{comparator}' not one of '{Comparators.Nullable.Shown}",
                IsElsewhere = true,
                Write = RunSql.Tag,
            },
        },
        InvalidNullTest = static (kind, key) =>
            $"IS NULL / IS NOT NULL is only supported for tags and params, not for '{kind.Name()}' '{key}'",
        OrderFields = new Dictionary<string, OrderField>
        {
            ["run_id"] = new("run_id", static sql => sql.Add("r.run_uuid")),
            ["run_name"] = new("run_name", static sql => sql.Add("r.name")),
            ["user_id"] = new("user_id", static sql => sql.Add("r.user_id")),
            ["status"] = new("status", static sql => sql.Add("r.status")),
            ["start_time"] = OrderByStart,
            ["created"] = OrderByStart,
            ["Created"] = OrderByStart,
            ["end_time"] = new("end_time", static sql => sql.Add("r.end_time")),
            ["artifact_uri"] = new("artifact_uri", static sql => sql.Add("r.artifact_uri")),
        },
        OrderKinds = [FieldKind.Metric, FieldKind.Param, FieldKind.Tag],
        InvalidOrderKind = static kind => $"Invalid identifier type '{kind.Name()}'",
    };

    /// <summary>Reads filters and orders of runs.</summary>
    public static readonly Parser Parser = new(Table);

    private static Field RunName => Text(static sql => sql) with { IsElsewhere = true, Write = RunSql.Name };

    private static Field StartTime => Number(static sql => sql.Add("r.start_time"));

    private static OrderField OrderByStart => new("start_time", static sql => sql.Add("r.start_time"));

    private static Field Text(Func<SqlBuilder, SqlBuilder> column) =>
        new()
        {
            Kind = FieldKind.Attribute,
            Comparators = Comparators.Listed,
            InvalidComparator = static comparator => $"Invalid comparator '{comparator}' not one of '{Comparators.Listed.Shown}'",
            Write = (sql, condition) => SqlCompiler.Compare(sql, builder => column(builder), condition),
        };

    private static Field Number(Func<SqlBuilder, SqlBuilder> column) =>
        new()
        {
            Kind = FieldKind.Attribute,
            IsNumber = true,
            Comparators = Comparators.Numeric,
            InvalidComparator = static comparator => $"Invalid comparator '{comparator}' not one of '{Comparators.Listed.Shown}",
            Write = (sql, condition) => SqlCompiler.Compare(sql, builder => column(builder), condition),
        };

    private static Field Dataset(Action<SqlBuilder, Condition> write) =>
        new()
        {
            Kind = FieldKind.Dataset,
            TakesList = true,
            Comparators = Comparators.Listed,
            InvalidComparator = static comparator => $"Invalid comparator '{comparator}' not one of '{Comparators.Listed.Shown}",
            IsElsewhere = true,
            Write = write,
        };
}
