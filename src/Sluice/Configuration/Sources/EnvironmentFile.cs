using System.Text;

namespace Sluice.Configuration.Sources;

/// <summary>
/// Reads a file of variables: <c>KEY=value</c>, an optional <c>export</c>, quotes, <c># comment</c>, <c>${VAR}</c>
/// (docs/settings.md, "Flags before the command"). Variables that are set already win, be they empty.
/// </summary>
internal static class EnvironmentFile
{
    /// <summary>The variables of <paramref name="environment"/> and those that <paramref name="text"/> adds.</summary>
    public static IReadOnlyDictionary<string, string> Merge(string text, IReadOnlyDictionary<string, string> environment)
    {
        var result = new Dictionary<string, string>(environment);
        foreach (var line in text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n'))
        {
            if (Read(line.Trim()) is not var (name, value, expand))
            {
                continue;
            }
            if (!environment.ContainsKey(name))
            {
                result[name] = expand ? Expand(value, result) : value;
            }
        }
        return result;
    }

    private static (string Name, string Value, bool Expand)? Read(string line)
    {
        if (line.StartsWith("export ", StringComparison.Ordinal))
        {
            line = line[7..].TrimStart();
        }
        var equals = line.IndexOf('=');
        if (equals <= 0 || line[0] == '#')
        {
            return null;
        }
        var name = line[..equals].Trim();
        var value = line[(equals + 1)..].Trim();
        if (value.Length > 1 && value[0] is '\'' or '"' && value.IndexOf(value[0], 1) is > 0 and var close)
        {
            // A double-quoted text may hold \" and \n; a single-quoted one is taken as it is, but for \'.
            return value[0] == '\'' ? (name, value[1..close], false) : (name, DoubleQuoted(value), true);
        }
        var comment = value.StartsWith('#') ? 0 : value.IndexOf(" #", StringComparison.Ordinal);
        return (name, (comment < 0 ? value : value[..comment]).TrimEnd(), true);
    }

    private static string DoubleQuoted(string value)
    {
        var result = new StringBuilder();
        for (var i = 1; i < value.Length && value[i] != '"'; i++)
        {
            if (value[i] == '\\' && i + 1 < value.Length)
            {
                i++;
                result.Append(
                    value[i] switch
                    {
                        'n' => '\n',
                        't' => '\t',
                        'r' => '\r',
                        var other => other,
                    }
                );
                continue;
            }
            result.Append(value[i]);
        }
        return result.ToString();
    }

    private static string Expand(string value, Dictionary<string, string> known)
    {
        var result = new StringBuilder();
        for (var i = 0; i < value.Length; i++)
        {
            var close = value.AsSpan(i).StartsWith("${") ? value.IndexOf('}', i) : -1;
            if (close < 0)
            {
                result.Append(value[i]);
                continue;
            }
            var name = value[(i + 2)..close];
            var fallback = name.IndexOf(":-", StringComparison.Ordinal);
            var byDefault = fallback < 0 ? "" : name[(fallback + 2)..];
            result.Append(known.TryGetValue(fallback < 0 ? name : name[..fallback], out var text) ? text : byDefault);
            i = close;
        }
        return result.ToString();
    }
}
