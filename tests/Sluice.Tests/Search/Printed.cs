using Sluice.Python;
using Sluice.Search;

namespace Sluice.Tests.Search;

/// <summary>Conditions in one form, whatever the client's spelling was.</summary>
internal static class Printed
{
    public static string Parse(EntityFields fields, string? filter) => Of(Expression.Check(new Parser(fields).Parse(filter)));

    public static string Of(Expression filter) => $"(and{string.Concat(filter.Conditions.Select(condition => " " + Of(condition)))})";

    private static string Of(Condition condition)
    {
        var field = $"({condition.Field.Kind.Name()} {Text(condition.Key)})";
        return condition.Operand == null
            ? $"({Sign(condition.Comparator)} {field})"
            : $"({Sign(condition.Comparator)} {field} {Of(condition.Operand)})";
    }

    private static string Of(Operand operand) =>
        operand switch
        {
            TextOperand text => Text(text.Value),
            TextsOperand texts => $"({string.Join(' ', texts.Values.Select(Text))})",
            IntegerOperand integer => integer.Value.ToString(),
            IntegersOperand integers => $"({string.Join(' ', integers.Values)})",
            FloatOperand real => PythonText.Of(real.Value),
            _ => throw new ArgumentOutOfRangeException(nameof(operand)),
        };

    private static string Text(string text) => $"\"{text.Replace("\"", "\\\"").Replace("\n", "\\n")}\"";

    private static string Sign(Comparator comparator) =>
        comparator switch
        {
            Comparator.Equal => "=",
            Comparator.NotEqual => "!=",
            Comparator.Less => "<",
            Comparator.LessOrEqual => "<=",
            Comparator.Greater => ">",
            Comparator.GreaterOrEqual => ">=",
            Comparator.Like => "like",
            Comparator.ILike => "ilike",
            Comparator.In => "in",
            Comparator.NotIn => "not in",
            Comparator.IsNull => "is null",
            _ => "is not null",
        };
}
