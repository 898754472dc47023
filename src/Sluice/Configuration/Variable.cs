namespace Sluice.Configuration;

/// <summary>A variable of the environment that no flag stands for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Default">What counts when it isn't set, or words about it.</param>
/// <param name="Help">What it does.</param>
internal sealed record Variable(string Name, string Default, string Help);
