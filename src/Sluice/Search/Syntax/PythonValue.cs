using Sluice.Protocol;

namespace Sluice.Search.Syntax;

/// <summary>A value that a Python literal stands for.</summary>
/// <param name="Text">The text, when it is one.</param>
/// <param name="Printed">How Python prints it, when it is no text.</param>
/// <param name="Items">The elements, when it is a tuple.</param>
internal sealed record PythonValue(string? Text, string? Printed, IReadOnlyList<PythonValue>? Items)
{
    /// <summary>How Python prints it.</summary>
    public string Shown => Printed ?? PythonText.Of(Text!);

    /// <summary>Makes a tuple.</summary>
    public static PythonValue Tuple(IReadOnlyList<PythonValue> items) =>
        new(null, $"({string.Join(", ", items.Select(static item => item.Shown))}{(items.Count == 1 ? "," : "")})", items);
}
