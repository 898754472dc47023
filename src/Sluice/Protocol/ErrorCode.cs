namespace Sluice.Protocol;

/// <summary>
/// What kind of error an answer states: the name that clients read, the HTTP status and MLflow's two finer classifications.
/// Source: docs/protocol.md, "Errors".
/// </summary>
/// <param name="Name">The text of <c>error_code</c>.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="SqlState">The text of <c>sqlstate</c>, or null where the field is left out.</param>
/// <param name="ErrorClass">The text of <c>error_class</c>, or null where the field is left out.</param>
internal sealed record ErrorCode(string Name, int Status, string? SqlState, string? ErrorClass)
{
    public static readonly ErrorCode BadRequest = new("BAD_REQUEST", 400, "KAM00", "INVALID_PARAMETER_VALUE");
    public static readonly ErrorCode InvalidParameterValue = new("INVALID_PARAMETER_VALUE", 400, "KAM00", "INVALID_PARAMETER_VALUE");
    public static readonly ErrorCode RequestTimeout = new("BAD_REQUEST", 408, "KAM00", "INVALID_PARAMETER_VALUE");
    public static readonly ErrorCode RequestTooLarge = new("INVALID_PARAMETER_VALUE", 413, "KAM00", "INVALID_PARAMETER_VALUE");
    public static readonly ErrorCode ResourceAlreadyExists = new("RESOURCE_ALREADY_EXISTS", 400, "KAM00", "RESOURCE_ALREADY_EXISTS");
    public static readonly ErrorCode PermissionDenied = new("PERMISSION_DENIED", 403, "KAM00", "PERMISSION_DENIED");
    public static readonly ErrorCode EndpointNotFound = new("ENDPOINT_NOT_FOUND", 404, "KAM00", "RESOURCE_NOT_FOUND");
    public static readonly ErrorCode ResourceDoesNotExist = new("RESOURCE_DOES_NOT_EXIST", 404, "KAM00", "RESOURCE_NOT_FOUND");
    public static readonly ErrorCode RequestLimitExceeded = new("REQUEST_LIMIT_EXCEEDED", 429, null, null);
    public static readonly ErrorCode FeatureDisabled = new("FEATURE_DISABLED", 500, "KAM00", "FEATURE_DISABLED");
    public static readonly ErrorCode InternalError = new("INTERNAL_ERROR", 500, "XXM00", "CLIENT_INTERNAL_ERROR");
    public static readonly ErrorCode NotImplemented = new("NOT_IMPLEMENTED", 501, null, null);
    public static readonly ErrorCode TemporarilyUnavailable = new("TEMPORARILY_UNAVAILABLE", 503, "XXM00", "CLIENT_INTERNAL_ERROR");
}
