namespace Sluice.Http.Tests.Json;

/// <summary>
/// JSON as the original writes and Python reads it: numbers keep their spelling, <c>NaN</c> and <c>Infinity</c> are numbers, and of a repeated
/// key the last value counts.
/// </summary>
public abstract record JsonValue
{
    /// <summary>The value at a path of names and indexes (<c>runs.0.info</c>); null when there is none.</summary>
    public JsonValue? At(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        JsonValue? value = this;
        foreach (var step in path.Split('.'))
        {
            value = value switch
            {
                JsonObject members => members.Members.GetValueOrDefault(step),
                JsonArray list => int.TryParse(step, out var index) && index >= 0 && index < list.Items.Count ? list.Items[index] : null,
                _ => null,
            };
        }
        return value;
    }

    /// <summary>JSON text.</summary>
    public sealed override string ToString() => JsonWriter.Write(this);
}

/// <summary><c>null</c>.</summary>
public sealed record JsonNull : JsonValue;

/// <summary><c>true</c> or <c>false</c>.</summary>
public sealed record JsonBool(bool Value) : JsonValue;

/// <summary>A number as it is spelled.</summary>
public sealed record JsonNumber(string Spelling) : JsonValue
{
    /// <summary>Whether Python reads it as an integer.</summary>
    public bool IsInteger => Spelling.All(c => char.IsAsciiDigit(c) || c == '-');
}

/// <summary>A text, unescaped.</summary>
public sealed record JsonString(string Value) : JsonValue;

/// <summary>A list.</summary>
public sealed record JsonArray(IReadOnlyList<JsonValue> Items) : JsonValue;

/// <summary>An object.</summary>
public sealed record JsonObject(IReadOnlyDictionary<string, JsonValue> Members) : JsonValue;
