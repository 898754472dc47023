namespace Sluice.Configuration;

/// <summary>One key of section <c>[mlflow]</c> of the ini file.</summary>
/// <param name="Name">The key, in lower case.</param>
/// <param name="Default">The value when the key is missing, or words about it.</param>
/// <param name="Help">What it does.</param>
internal sealed record IniKey(string Name, string Default, string Help);
