using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Sluice.Python;

/// <summary>Values of JSON as Python sees them.</summary>
internal static class PythonJson
{
    /// <summary>Whether Python takes a value for true: not null, false, zero or empty.</summary>
    public static bool IsTruthy(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.Number => value.GetDouble() != 0,
            JsonValueKind.String => value.GetString()!.Length > 0,
            JsonValueKind.Array => value.GetArrayLength() > 0,
            JsonValueKind.Object => value.EnumerateObject().Any(),
            _ => false,
        };

    /// <summary>A value as Python prints it. JSON's reader has bounded its depth.</summary>
    public static string Text(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.True => "True",
            JsonValueKind.False => "False",
            JsonValueKind.Number => Number(value.GetRawText()),
            JsonValueKind.String => PythonText.Of(value.GetString()!),
            JsonValueKind.Array => $"[{string.Join(", ", value.EnumerateArray().Select(Text))}]",
            JsonValueKind.Object => $"{{{string.Join(", ", Members(value))}}}",
            _ => "None",
        };

    private static IEnumerable<string> Members(JsonElement value)
    {
        var members = new OrderedDictionary<string, JsonElement>();
        foreach (var member in value.EnumerateObject())
        {
            members[member.Name] = member.Value;
        }
        return members.Select(static member => $"{PythonText.Of(member.Key)}: {Text(member.Value)}");
    }

    private static string Number(string raw) =>
        PythonInteger.TryParse(raw, out BigInteger integer)
            ? integer.ToString(CultureInfo.InvariantCulture)
            : PythonText.Of(double.Parse(raw, CultureInfo.InvariantCulture));
}
