namespace Sluice.Access;

/// <summary>A rule can't be judged because the request doesn't name the resource.</summary>
internal sealed class MissingTargetException(string parameter) : Exception($"the request names no {parameter}")
{
    /// <summary>The request's field that is missing.</summary>
    public string Parameter { get; } = parameter;
}
