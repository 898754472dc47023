namespace Sluice.Http.Tests.Access.Cases;

/// <summary>Who may call the routes of artifacts.</summary>
internal static class ArtifactCases
{
    private const string Plain = "text/plain; charset=utf-8";
    private const string File = "{experiment}/{run}/artifacts/a.txt";

    /// <summary>The cases.</summary>
    public static RouteCase[] All { get; } =
    [
        new("GET /2.0/mlflow-artifacts/artifacts", Need.Read, "?path={experiment}/{run}/artifacts"),
        new("GET /2.0/mlflow-artifacts/artifacts/{artifact_path:path}", Need.Read, File, Refusal: Plain),
        new("PUT /2.0/mlflow-artifacts/artifacts/{artifact_path:path}", Need.Edit, File, "text", Refusal: Plain),
        new("DELETE /2.0/mlflow-artifacts/artifacts/{artifact_path:path}", Need.Manage, File),
    ];
}
