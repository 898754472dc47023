using System.Text.RegularExpressions;
using Sluice.Http.Tests.Json;

namespace Sluice.Http.Tests.Replay;

/// <summary>Values that answers gave and later pairs use as <c>${name}</c>.</summary>
public sealed partial class Variables
{
    private readonly Dictionary<string, string> values;

    /// <summary>Starts without any.</summary>
    public Variables() => values = [];

    /// <summary>Starts with what another one holds.</summary>
    public Variables(Variables other)
    {
        ArgumentNullException.ThrowIfNull(other);
        values = new Dictionary<string, string>(other.values);
    }

    /// <summary>Keeps a value.</summary>
    public void Set(string name, string value) => values[name] = value;

    /// <summary>Puts the known values into a text; an unknown name stays as it is.</summary>
    public string Fill(string text) => Placeholder().Replace(text, match => values.GetValueOrDefault(match.Groups[1].Value, match.Value));

    /// <summary>Puts the known values into every text and key of a value.</summary>
    public JsonValue Fill(JsonValue value) =>
        value switch
        {
            JsonString text => new JsonString(Fill(text.Value)),
            JsonArray list => new JsonArray([.. list.Items.Select(Fill)]),
            JsonObject members => new JsonObject(members.Members.ToDictionary(member => Fill(member.Key), member => Fill(member.Value))),
            _ => value,
        };

    /// <summary>The names that a value uses.</summary>
    public static IReadOnlySet<string> UsedIn(JsonValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Placeholder().Matches(value.ToString()).Select(match => match.Groups[1].Value).ToHashSet();
    }

    [GeneratedRegex(@"\$\{(\w+)\}")]
    private static partial Regex Placeholder();
}
