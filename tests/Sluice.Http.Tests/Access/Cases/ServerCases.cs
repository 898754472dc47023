namespace Sluice.Http.Tests.Access.Cases;

/// <summary>Who may call the routes of what belongs to no resource.</summary>
internal static class ServerCases
{
    /// <summary>The cases.</summary>
    public static RouteCase[] All { get; } =
    [
        new("GET /health", Need.Nothing),
        new("HEAD /health", Need.Nothing),
        new("GET /favicon.ico", Need.Nothing, Status: 404),
        new("GET /static-files/{path:path}", Need.Nothing, "a.js", Status: 404),
        new("GET /3.0/mlflow/server-info", Need.Nothing),
        new("GET /version", Need.Account),
    ];
}
