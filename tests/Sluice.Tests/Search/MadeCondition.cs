using System.Globalization;
using System.Text.RegularExpressions;
using Sluice.Python;

namespace Sluice.Tests.Search;

/// <summary>A condition made at random: how a client may write it, how the recorded examples print it, and what it means.</summary>
internal sealed record MadeCondition(string Kind, string Key, string Sign, string Value, double Number)
{
    public string Printed =>
        Sign.StartsWith("IS") ? $"({Sign.ToLowerInvariant()} {Field})"
        : Kind == "metric" ? $"({Sign} {Field} {PythonText.Of(Number)})"
        : $"({Sign.ToLowerInvariant()} {Field} \"{Value.Replace("\n", "\\n")}\")";

    private string Field => $"({Kind} \"{Key}\")";

    /// <summary>The text of the condition.</summary>
    /// <param name="style">A number that chooses among the ways to write it.</param>
    public string Text(int style)
    {
        var quote = style % 2 == 0 && !Value.EndsWith('\\') ? '\'' : '"';
        var keyQuote = style % 3 == 0 ? '"' : '`';
        var prefix = Kind switch
        {
            "metric" => style % 2 == 0 ? "metrics." : "`metric`.",
            "parameter" => style % 2 == 0 ? "params." : "parameter.",
            "tag" => style % 2 == 0 ? "tags." : "tag.",
            _ => style % 2 == 0 ? "attributes." : "run.",
        };
        var space = style % 5 == 0 ? "\n " : " ";
        var sign = style % 2 == 0 || Sign.StartsWith("IS NOT") ? Sign : Sign.ToLowerInvariant();
        var value =
            Sign.StartsWith("IS") ? ""
            : Kind == "metric" ? Exact(Number)
            : $"{quote}{Value}{quote}";
        return $"{prefix}{keyQuote}{Key}{keyQuote}{space}{sign}{space}{value}";
    }

    public bool Holds(MadeRun run) =>
        Kind switch
        {
            "metric" => run.Metrics.TryGetValue(Key, out var metric) && HoldsFor(metric),
            "parameter" => HoldsFor(run.Parameters.GetValueOrDefault(Key)),
            "tag" => HoldsFor(run.Tags.GetValueOrDefault(Key)),
            _ => HoldsFor(Key == "status" ? "FINISHED" : run.User),
        };

    private static string Exact(double number) =>
        Math.Abs(number) < 1e15
            ? number.ToString("0.0###", CultureInfo.InvariantCulture)
            : number.ToString("R", CultureInfo.InvariantCulture).Replace("E+", "e");

    private bool HoldsFor(double value) =>
        Sign switch
        {
            "=" => value == Number,
            "!=" => value != Number,
            "<" => value < Number,
            "<=" => value <= Number,
            ">" => value > Number,
            _ => value >= Number,
        };

    private bool HoldsFor(string? value) =>
        Sign switch
        {
            "IS NULL" => value == null,
            "IS NOT NULL" => value != null,
            _ when value == null => false,
            "=" => value == Value,
            "!=" => value != Value,
            "LIKE" => Like(value, Value),
            _ => Like(Lower(value), Lower(Value)),
        };

    private static string Lower(string text) => string.Concat(text.Select(c => char.IsAscii(c) ? char.ToLowerInvariant(c) : c));

    private static bool Like(string value, string pattern) =>
        Regex.IsMatch(
            value,
            $"^{Regex.Escape(pattern).Replace("%", ".*").Replace("_", ".")}\\z",
            RegexOptions.Singleline | RegexOptions.CultureInvariant
        );
}
