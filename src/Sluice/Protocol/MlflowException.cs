namespace Sluice.Protocol;

/// <summary>A fault of the caller, answered with <paramref name="code"/>'s status and MLflow's error body.</summary>
/// <param name="code">The kind of error.</param>
/// <param name="message">What was wrong, with which value, and what to do; never a secret.</param>
internal sealed class MlflowException(ErrorCode code, string message) : Exception(message)
{
    /// <summary>The kind of error.</summary>
    public ErrorCode Code { get; } = code;

    /// <summary>The commonest fault: a value that can't be taken.</summary>
    public static MlflowException Invalid(string message) => new(ErrorCode.InvalidParameterValue, message);

    /// <summary>Something that was named doesn't exist.</summary>
    public static MlflowException NotFound(string message) => new(ErrorCode.ResourceDoesNotExist, message);
}
