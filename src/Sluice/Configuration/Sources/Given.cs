namespace Sluice.Configuration;

/// <summary>One setting as it was written: flags, environment and ini file all give these.</summary>
/// <param name="Key">The name of the setting, without dashes.</param>
/// <param name="Text">The text as written.</param>
/// <param name="Origin">Where it was written.</param>
internal sealed record Given(string Key, string Text, Origin Origin);
