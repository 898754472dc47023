namespace Sluice.Protocol;

/// <summary>A value isn't of its field's type; the binder turns it into the protocol's message.</summary>
internal sealed class WrongTypeException : Exception
{
    /// <summary>Thrown often by bad input, never looked at: one instance without a stack will do.</summary>
    public static WrongTypeException Instance { get; } = new();
}
