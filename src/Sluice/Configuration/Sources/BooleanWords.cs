namespace Sluice.Configuration.Sources;

/// <summary>The words for yes and no in each place (docs/compatibility.md, "Environment"), all without regard to case.</summary>
internal static class BooleanWords
{
    private static readonly string[] FlagTrue = ["1", "on", "t", "true", "y", "yes"];
    private static readonly string[] FlagFalse = ["0", "f", "false", "n", "no", "off"];

    /// <summary>The words of a switch's variable; null for any other.</summary>
    public static bool? OfFlag(string text) => Find(text.Trim(), FlagTrue, FlagFalse);

    /// <summary>The words of MLflow's own variables; null for any other.</summary>
    public static bool? OfVariable(string text) => Find(text, ["true", "1"], ["false", "0"]);

    /// <summary>The words of the ini file; null for any other.</summary>
    public static bool? OfIni(string text) => Find(text, ["1", "yes", "true", "on"], ["0", "no", "false", "off"]);

    private static bool? Find(string text, string[] yes, string[] no) =>
        yes.Contains(text, StringComparer.OrdinalIgnoreCase) ? true
        : no.Contains(text, StringComparer.OrdinalIgnoreCase) ? false
        : null;
}
