using System.Globalization;
using System.Text.Json;

namespace Sluice.Protocol;

/// <summary>
/// Writes the fields of a message in proto3's JSON mapping as the protocol uses it: a field that isn't set is left out, empty lists
/// are left out, integers are numbers, and doubles that JSON has no number for are texts. Source: contract, routes.md section 3.
/// </summary>
internal readonly struct MessageWriter(Utf8JsonWriter json)
{
    /// <summary>The writer beneath, for what is no message.</summary>
    public Utf8JsonWriter Json => json;

    /// <summary>Text that is set when it isn't null.</summary>
    public void Text(ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    /// <summary>An integer that is set when it isn't null.</summary>
    public void Integer(ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    /// <summary>A boolean that is set when it isn't null.</summary>
    public void Boolean(ReadOnlySpan<byte> name, bool? value)
    {
        if (value is { } truth)
        {
            json.WriteBoolean(name, truth);
        }
    }

    /// <summary>A double.</summary>
    public void Real(ReadOnlySpan<byte> name, double value)
    {
        json.WritePropertyName(name);
        WriteReal(json, value);
    }

    /// <summary>A message inside the message.</summary>
    public void Message<T>(ReadOnlySpan<byte> name, T value, Action<MessageWriter, T> write)
    {
        json.WriteStartObject(name);
        write(this, value);
        json.WriteEndObject();
    }

    /// <summary>A list of messages; left out when empty.</summary>
    public void Messages<T>(ReadOnlySpan<byte> name, IReadOnlyList<T> values, Action<MessageWriter, T> write)
    {
        if (values.Count == 0)
        {
            return;
        }
        json.WriteStartArray(name);
        for (var i = 0; i < values.Count; i++)
        {
            json.WriteStartObject();
            write(this, values[i]);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>Writes a double with a fraction or an exponent, or as text where JSON has no number for it.</summary>
    public static void WriteReal(Utf8JsonWriter json, double value)
    {
        if (!double.IsFinite(value))
        {
            json.WriteStringValue(
                double.IsNaN(value) ? "NaN"
                : value > 0 ? "Infinity"
                : "-Infinity"
            );
            return;
        }
        Span<byte> text = stackalloc byte[32];
        value.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture);
        if (text[..length].IndexOfAny((byte)'.', (byte)'E') < 0)
        {
            ".0"u8.CopyTo(text[length..]);
            length += 2;
        }
        json.WriteRawValue(text[..length], skipInputValidation: true);
    }
}
