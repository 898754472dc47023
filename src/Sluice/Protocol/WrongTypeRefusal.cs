namespace Sluice.Protocol;

/// <summary>How a body that isn't called JSON is refused.</summary>
internal enum WrongTypeRefusal
{
    /// <summary>As the protocol's messages are: an error body.</summary>
    Protocol,

    /// <summary>As the routes of accounts do: a plain text.</summary>
    Plain,
}
