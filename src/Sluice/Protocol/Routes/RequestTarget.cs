using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Sluice.Protocol.Routes;

/// <summary>A request's target: the path, decoded once and strictly, and the query's parameters.</summary>
/// <param name="Path">The decoded path.</param>
/// <param name="Query">The parameters, in the order of their first appearance.</param>
/// <param name="Refusal">Why the path is refused, or null.</param>
internal sealed record RequestTarget(string Path, IReadOnlyDictionary<string, List<string>> Query, string? Refusal)
{
    private static readonly Dictionary<string, List<string>> NoQuery = [];

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the target as it stood in the request line. Source: docs/protocol.md, "Paths".</summary>
    public static RequestTarget Parse(string raw)
    {
        var mark = raw.IndexOf('?', StringComparison.Ordinal);
        var path = mark < 0 ? raw : raw[..mark];
        var query = mark < 0 || mark == raw.Length - 1 ? NoQuery : ParseQuery(raw[(mark + 1)..]);
        return TryDecodePath(path, out var decoded, out var problem)
            ? new RequestTarget(decoded, query, problem)
            : new RequestTarget(path, query, "it is not valid percent-encoded UTF-8");
    }

    private static bool TryDecodePath(string path, [NotNullWhen(true)] out string? decoded, out string? problem)
    {
        problem = null;
        decoded = path;
        if (path.Contains('%', StringComparison.Ordinal))
        {
            try
            {
                decoded = Decode(path, plusIsBlank: false, strict: true);
            }
            catch (ArgumentException)
            {
                decoded = null;
                return false;
            }
        }
        if (decoded.Any(char.IsControl))
        {
            problem = "it holds control characters";
        }
        else if (decoded.Contains("//", StringComparison.Ordinal))
        {
            problem = "it holds an empty segment";
        }
        else if (decoded.Split('/').Any(segment => segment is "." or ".."))
        {
            problem = "it holds a dot segment";
        }
        return true;
    }

    private static Dictionary<string, List<string>> ParseQuery(string query)
    {
        var parameters = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = Decode(equals < 0 ? pair : pair[..equals], plusIsBlank: true, strict: false);
            var value = equals < 0 ? "" : Decode(pair[(equals + 1)..], plusIsBlank: true, strict: false);
            if (parameters.TryGetValue(name, out var values))
            {
                values.Add(value);
            }
            else
            {
                parameters.Add(name, [value]);
            }
        }
        return parameters;
    }

    private static string Decode(string text, bool plusIsBlank, bool strict)
    {
        if (text.AsSpan().IndexOfAny('%', '+') < 0)
        {
            return text;
        }
        var bytes = new List<byte>(text.Length);
        Span<byte> utf8 = stackalloc byte[4];
        for (var i = 0; i < text.Length; i++)
        {
            if (
                text[i] == '%'
                && i + 2 < text.Length
                && byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            )
            {
                bytes.Add(value);
                i += 2;
            }
            else if (text[i] == '%' && strict)
            {
                throw new ArgumentException("a percent sign without two hexadecimal digits");
            }
            else if (text[i] == '+' && plusIsBlank)
            {
                bytes.Add((byte)' ');
            }
            else
            {
                Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var used);
                bytes.AddRange(utf8[..rune.EncodeToUtf8(utf8)]);
                i += used - 1;
            }
        }
        return (strict ? Strict : Encoding.UTF8).GetString([.. bytes]);
    }
}
