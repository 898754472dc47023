namespace Sluice.Storage.Schema;

/// <summary>A script of statements that is part of the program.</summary>
internal sealed class SchemaScript
{
    private SchemaScript(string text) => Text = text;

    /// <summary>The statements.</summary>
    public string Text { get; }

    /// <summary>Reads a script by its resource name, e.g. <c>tracking-sqlite.sql</c>.</summary>
    public static SchemaScript Named(string name)
    {
        using var stream =
            typeof(SchemaScript).Assembly.GetManifestResourceStream(name) ?? throw new ArgumentException($"there is no script {name}");
        using var reader = new StreamReader(stream);
        return new SchemaScript(reader.ReadToEnd());
    }
}
