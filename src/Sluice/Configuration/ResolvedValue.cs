namespace Sluice.Configuration;

/// <summary>One setting after the merge, fit to be shown: its text holds no secret.</summary>
/// <param name="Key">The flag without dashes, the ini key or the variable.</param>
/// <param name="Text">The value; passwords and keys are <c>***</c>; empty when there is none.</param>
/// <param name="Origin">Where the value was written.</param>
internal sealed record ResolvedValue(string Key, string Text, Origin Origin);
