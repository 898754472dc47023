namespace Sluice.Configuration;

/// <summary>One key of an ini file as it was written.</summary>
/// <param name="Text">The value before interpolation.</param>
/// <param name="Line">The line of the key, counted from 1.</param>
internal sealed record IniEntry(string Text, int Line);
