namespace Sluice.Configuration.Sources;

/// <summary>One setting as it was written: flags, environment and ini file all give these.</summary>
/// <param name="Key">The name of the setting, without dashes.</param>
/// <param name="Text">The text as written.</param>
/// <param name="Origin">Where it was written.</param>
internal sealed record Given(string Key, string Text, Origin Origin);

/// <summary>One setting after the merge, fit to be shown: its text holds no secret.</summary>
/// <param name="Key">The flag without dashes, the ini key or the variable.</param>
/// <param name="Text">The value; passwords and keys are <c>***</c>; empty when there is none.</param>
/// <param name="Origin">Where the value was written.</param>
internal sealed record ResolvedValue(string Key, string Text, Origin Origin);
