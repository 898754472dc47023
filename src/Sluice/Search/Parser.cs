using System.Globalization;
using System.Numerics;
using Sluice.Protocol;
using Sluice.Python;
using Sluice.Search.Syntax;

namespace Sluice.Search;

/// <summary>
/// From a filter to conditions, by the table of an entity. Field and value are checked here, condition by condition; the comparators
/// come afterwards (<see cref="UncheckedCondition.Check"/>), because that order decides which message a client sees.
/// Source: docs/search.md, "Refusals".
/// </summary>
internal sealed class Parser(EntityFields fields)
{
    /// <summary>Reads the conditions of a filter.</summary>
    /// <exception cref="MlflowException">It can't be parsed, or a field or value is wrong.</exception>
    public IReadOnlyList<UncheckedCondition> Parse(string? filter) =>
        string.IsNullOrEmpty(filter) ? [] : [.. FilterText.Read(filter).Select(Condition)];

    /// <summary>Reads the elements of an order.</summary>
    /// <exception cref="MlflowException">One can't be parsed, or its key is none to order by.</exception>
    public List<OrderKey> ParseOrder(IReadOnlyList<string> orderBy) => [.. orderBy.Select(Order)];

    private UncheckedCondition Condition(Comparison comparison)
    {
        var reference = FieldReference.Read(comparison.Field, fields);
        var field = Find(reference);
        if (comparison.Value is null)
        {
            return field.TakesNull
                ? new UncheckedCondition(field, reference.Key, comparison.Comparator, null)
                : throw MlflowException.Invalid(fields.InvalidNullTest(reference.Kind, reference.Key));
        }
        var comparator = fields.IgnoresComparatorCase ? comparison.Comparator.ToUpperInvariant() : comparison.Comparator;
        return new UncheckedCondition(field, reference.Key, comparator, Operand(field, reference.Key, comparison.Value));
    }

    private Field Find(FieldReference reference)
    {
        if (fields.Keyed.TryGetValue(reference.Kind, out var keyed))
        {
            return keyed;
        }
        var named = reference.Kind == FieldKind.Dataset ? fields.DatasetKeys : fields.Attributes;
        return named.TryGetValue(reference.Key, out var field) ? field : throw reference.Unknown(named.Keys);
    }

    private Operand Operand(Field field, string key, Literal value)
    {
        if (field.IsNumber)
        {
            return value.Kind == LiteralKind.Number
                ? Number(value.Text)
                : throw MlflowException.Invalid(ExpectedNumber(field, key, value.Text));
        }
        if (value.Kind is LiteralKind.Text or LiteralKind.Name)
        {
            return new TextOperand(Unquote(value.Text));
        }
        if (value.Kind == LiteralKind.List && field.Kind is FieldKind.Attribute or FieldKind.Dataset)
        {
            return field.TakesList ? new TextsOperand(ListText.Read(value.Text)) : throw MlflowException.Invalid(ListNotAllowed());
        }
        throw MlflowException.Invalid(
            field.Kind switch
            {
                FieldKind.Attribute => $"Expected a quoted string value for attributes. Got value {value.Text}",
                FieldKind.Dataset => $"Expected a quoted string value for dataset attributes. Got value {value.Text}",
                _ => $"Expected a quoted string value for {field.Kind.Name()} (e.g. 'my-value'). Got value {value.Text}",
            }
        );
    }

    // An integer of thousands of digits is infinite, as all numbers are that are too large.
    private static Operand Number(string number) =>
        PythonInteger.TryParse(number, out BigInteger integer)
            ? new IntegerOperand(integer)
            : new FloatOperand(double.Parse(PythonText.AsciiDigits(number), NumberStyles.Float, CultureInfo.InvariantCulture));

    private static string ExpectedNumber(Field field, string key, string value) =>
        field.Kind == FieldKind.Metric
            ? $"Expected numeric value type for metric. Found {value}"
            : $"Expected numeric value type for numeric attribute: {key}. Found {value}";

    private string ListNotAllowed()
    {
        var lists = fields.Attributes.Where(static pair => pair.Value.TakesList).Select(static pair => pair.Key);
        return $"Only {PythonText.Of(lists.Order(StringComparer.Ordinal))} attributes support comparison with a list of quoted string values.";
    }

    private static string Unquote(string value) =>
        Quotes.IsAround(value, '\'') || Quotes.IsAround(value, '"')
            ? value[1..^1]
            : throw MlflowException.Invalid(
                $"Parameter value is either not quoted or unidentified quote types used for string value {value}. "
                    + "Use either single or double quotes."
            );

    private OrderKey Order(string element)
    {
        var order = OrderText.Read(element);
        var reference = FieldReference.Read(order.Key, fields);
        if (fields.OrderKinds.Contains(reference.Kind))
        {
            return new OrderKey(reference.Kind, reference.Key, null, order.Descending);
        }
        if (reference.Kind != FieldKind.Attribute)
        {
            throw MlflowException.Invalid(fields.InvalidOrderKind(reference.Kind));
        }
        return fields.OrderFields.TryGetValue(reference.Key, out var field)
            ? new OrderKey(FieldKind.Attribute, field.Name, field, order.Descending)
            : throw reference.Unknown(fields.OrderFields.Keys);
    }
}
