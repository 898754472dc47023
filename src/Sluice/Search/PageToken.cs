using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Sluice.Protocol;
using Sluice.Python;

namespace Sluice.Search;

/// <summary>
/// The page token of most searches: Base64 of <c>{"offset": N}</c>. What MLflow takes is taken, because clients keep tokens.
/// Source: docs/search.md, "Pages and views".
/// </summary>
internal static class PageToken
{
    /// <summary>Makes the token of the page that begins behind <paramref name="offset"/> results.</summary>
    public static string Make(long offset) =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes($"{{\"offset\": {offset.ToString(CultureInfo.InvariantCulture)}}}"));

    /// <summary>Reads a token.</summary>
    /// <param name="token">The token; null and empty mean the first page.</param>
    /// <returns>How many results are skipped.</returns>
    /// <exception cref="MlflowException">The token can't be read.</exception>
    public static long Parse(string? token)
    {
        if (string.IsNullOrEmpty(token))
        {
            return 0;
        }
        var bytes = LenientBase64.Decode(token) ?? throw MlflowException.Invalid("Invalid page token, could not base64-decode");
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return Offset(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw MlflowException.Invalid($"Invalid page token, decoded value={PythonText.Of(bytes)}");
        }
    }

    private static long Offset(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("offset", out var offset) || !PythonJson.IsTruthy(offset))
        {
            throw MlflowException.Invalid($"Invalid page token, parsed value={PythonJson.Text(root)}");
        }
        var shown = offset.ValueKind == JsonValueKind.String ? offset.GetString()! : PythonJson.Text(offset);
        BigInteger? value = offset.ValueKind switch
        {
            JsonValueKind.True => BigInteger.One,
            JsonValueKind.String when PythonInteger.TryParse(shown, out BigInteger read) => read,
            JsonValueKind.Number when PythonInteger.TryParse(offset.GetRawText(), out BigInteger read) => read,
            JsonValueKind.Number when offset.GetDouble() is var real && double.IsFinite(real) => new BigInteger(real),
            _ => null,
        };
        if (value is not { } number)
        {
            throw MlflowException.Invalid($"Invalid page token, not stringable {shown}");
        }
        return number >= long.MinValue && number <= long.MaxValue - int.MaxValue
            ? (long)number
            : throw MlflowException.Invalid($"Invalid page token: the offset {shown} is beyond 64 bits.");
    }
}
