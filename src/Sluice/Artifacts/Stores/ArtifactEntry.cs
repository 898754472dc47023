namespace Sluice.Artifacts.Stores;

/// <summary>An entry of a folder.</summary>
/// <param name="Name">The entry's own name.</param>
/// <param name="IsFolder">Whether it is a folder.</param>
/// <param name="Size">Size in bytes; null for a folder, and for an empty file, as clients expect it.</param>
internal sealed record ArtifactEntry(string Name, bool IsFolder, long? Size);
