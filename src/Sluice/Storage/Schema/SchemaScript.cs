using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Sluice.Storage.Schema;

/// <summary>Statements without parameters that are part of the program; at a start they may take as long as they need.</summary>
internal sealed partial class SchemaScript
{
    private SchemaScript(string text) => Text = text;

    /// <summary>The statements.</summary>
    public string Text { get; }

    /// <summary>The tables that it makes.</summary>
    public string[] Tables => [.. TableNames().Matches(Text).Select(match => match.Groups[1].Value)];

    /// <summary>A script of a few words.</summary>
    public static SchemaScript Of([ConstantExpected] string text) => new(text);

    /// <summary>Reads a script by its resource name, e.g. <c>tracking-sqlite.sql</c>.</summary>
    public static SchemaScript Load(string name)
    {
        using var stream =
            typeof(SchemaScript).Assembly.GetManifestResourceStream(name) ?? throw new ArgumentException($"there is no script {name}");
        using var reader = new StreamReader(stream);
        return new SchemaScript(reader.ReadToEnd());
    }

    [GeneratedRegex("^CREATE TABLE (?:IF NOT EXISTS )?\"?(\\w+)", RegexOptions.Multiline)]
    private static partial Regex TableNames();
}
