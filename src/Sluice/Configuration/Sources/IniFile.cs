using System.Text;
using Sluice.Configuration.Reports;

namespace Sluice.Configuration.Sources;

/// <summary>
/// An ini file by the rules of Python's <c>configparser</c> with its default settings (docs/configuration.md, "Keys of the ini file").
/// Unlike the original it goes on after a fault, so that all faults of a file are reported at once.
/// </summary>
internal sealed class IniFile
{
    private const string DefaultSection = "DEFAULT";
    private const int MaxDepth = 10;
    private readonly string name;
    private readonly Findings findings;
    private readonly Dictionary<string, Dictionary<string, IniEntry>> sections = [];
    private readonly Dictionary<string, IniEntry> defaults = [];
    private readonly HashSet<IniEntry> used = [];

    /// <summary>Reads the text of a file.</summary>
    /// <param name="name">The file as messages name it.</param>
    /// <param name="text">Its text.</param>
    /// <param name="findings">Gets the problems.</param>
    public IniFile(string name, string text, Findings findings)
    {
        this.name = name;
        this.findings = findings;
        if (text.StartsWith('\uFEFF'))
        {
            Fail("The file begins with a byte order mark. Save it as UTF-8 without one.", 1);
            text = text[1..];
        }
        Read(text.ReplaceLineEndings("\n").Split('\n'));
    }

    /// <summary>Whether a section of this name is there; upper and lower case differ.</summary>
    public bool Has(string section) => sections.ContainsKey(section);

    /// <summary>The keys of a section and of <c>[DEFAULT]</c> whose text no value that was asked for is made of, line by line.</summary>
    public IEnumerable<KeyValuePair<string, IniEntry>> Unused(string section) =>
        sections[section].Concat(defaults).Where(pair => !used.Contains(pair.Value)).OrderBy(pair => pair.Value.Line);

    /// <summary>The value of a key, interpolated; null when it is missing or after a problem, which <paramref name="failed"/> tells apart.</summary>
    public Given? Find(string section, string key, out bool failed)
    {
        failed = false;
        if (Lookup(section, key) is not { } entry)
        {
            return null;
        }
        used.Add(entry);
        var result = new StringBuilder();
        failed = !Interpolate(section, key, entry, entry.Text, result, 1);
        return failed ? null : new Given(key, result.ToString(), new Origin(OriginKind.Ini, name, entry.Line));
    }

    private IniEntry? Lookup(string section, string key) =>
        sections.TryGetValue(section, out var keys) && keys.TryGetValue(key, out var entry) ? entry : defaults.GetValueOrDefault(key);

    private void Read(string[] lines)
    {
        Dictionary<string, IniEntry>? section = null;
        string? key = null;
        var indent = 0;
        for (var i = 0; i < lines.Length; i++)
        {
            var text = lines[i].Trim();
            var comment = text.StartsWith('#') || text.StartsWith(';');
            if (comment || text.Length == 0)
            {
                if (!comment && section is not null && key is not null)
                {
                    section[key] = section[key] with { Text = section[key].Text + "\n" };
                }
                continue;
            }
            var column = lines[i].Length - lines[i].TrimStart().Length;
            if (section is not null && key is not null && column > indent)
            {
                section[key] = section[key] with { Text = section[key].Text + "\n" + text };
                continue;
            }
            indent = column;
            if (text.StartsWith('[') && text.LastIndexOf(']') is > 1 and var close)
            {
                (section, key) = (Open(text[1..close], i + 1), null);
            }
            else
            {
                key = section is null ? Unplaced(i + 1) : ReadKey(section, text, i + 1);
            }
        }
        foreach (var keys in sections.Values.Append(defaults))
        {
            foreach (var (entry, value) in keys)
            {
                keys[entry] = value with { Text = value.Text.TrimEnd() };
            }
        }
    }

    private Dictionary<string, IniEntry> Open(string section, int line)
    {
        if (section == DefaultSection)
        {
            return defaults;
        }
        if (sections.TryGetValue(section, out var keys))
        {
            Fail($"The section [{section}] is there twice. Put its keys into one section.", line);
            return keys;
        }
        return sections[section] = [];
    }

    private string? Unplaced(int line)
    {
        Fail("File contains no section headers before this line. Write [mlflow] above it.", line);
        return null;
    }

    private string? ReadKey(Dictionary<string, IniEntry> section, string text, int line)
    {
        var split = text.AsSpan().IndexOfAny('=', ':');
        if (split <= 0)
        {
            // The line may be a piece of a password, so it isn't shown.
            Fail("The line is no key with a value. Write key = value.", line);
            return null;
        }
        var key = text[..split].Trim().ToLowerInvariant();
        if (!section.TryAdd(key, new IniEntry(text[(split + 1)..].Trim(), line)))
        {
            Fail($"The key '{key}' is there twice, in line {section[key].Line} too. Keep one.", line);
            return null;
        }
        return key;
    }

    private bool Interpolate(string section, string key, IniEntry entry, string text, StringBuilder result, int depth)
    {
        if (depth > MaxDepth)
        {
            return Fail($"The value of '{key}' refers to itself. Write the text out.", entry.Line);
        }
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
            {
                result.Append(text[i]);
            }
            else if (i + 1 < text.Length && text[i + 1] == '%')
            {
                result.Append('%');
                i++;
            }
            else
            {
                var close = i + 1 < text.Length && text[i + 1] == '(' ? text.IndexOf(")s", i, StringComparison.Ordinal) : -1;
                if (close <= i + 2)
                {
                    return Fail(
                        $"The value of '{key}' holds a '%' that must be followed by '%' or '(NAME)s'. Write '%%' for each '%'.",
                        entry.Line
                    );
                }
                var other = text[(i + 2)..close].ToLowerInvariant();
                if (Lookup(section, other) is not { } referred)
                {
                    return Fail($"The value of '{key}' refers to the key '{other}', which isn't there. Write '%%' for a '%'.", entry.Line);
                }
                used.Add(referred);
                if (!Interpolate(section, key, entry, referred.Text, result, depth + 1))
                {
                    return false;
                }
                i = close + 1;
            }
        }
        return true;
    }

    private bool Fail(string text, int line)
    {
        findings.Failure(text, new Origin(OriginKind.Ini, name, line));
        return false;
    }
}

/// <summary>One key of an ini file as it was written.</summary>
/// <param name="Text">The value before interpolation.</param>
/// <param name="Line">The line of the key, counted from 1.</param>
internal sealed record IniEntry(string Text, int Line);
