namespace Sluice.Http.Tests.Access;

/// <summary>One route in the matrix: who may call it, and a request that a caller who may gets answered.</summary>
/// <param name="Route"><c>METHOD path</c>; a path that begins with a version is served below <c>/api</c> and <c>/ajax-api</c>.</param>
/// <param name="Need">Who may.</param>
/// <param name="Target">What follows the path: a query, or the path's variable part; with <c>{…}</c> of <see cref="Scene.Fill"/>.</param>
/// <param name="Json">The body, with the same; null for none.</param>
/// <param name="Status">The status for callers who may.</param>
/// <param name="Once">Whether the request can be answered only once in a scene.</param>
/// <param name="Refusal">The content type of a refusal.</param>
internal sealed record RouteCase(
    string Route,
    Need Need,
    string Target = "",
    string? Json = null,
    int Status = 200,
    bool Once = false,
    string Refusal = "text/html; charset=utf-8"
)
{
    /// <summary>The method.</summary>
    public string Method => Route.Split(' ')[0];

    /// <summary>The paths at which it is served.</summary>
    public IReadOnlyList<string> Paths =>
        Route.Split(' ')[1] is ['/', >= '0' and <= '9', ..] path ? [$"/api{path}", $"/ajax-api{path}"] : [Route.Split(' ')[1]];

    /// <summary>The target of a request: one of <see cref="Paths"/> without its variable part, which <see cref="Target"/> gives.</summary>
    public string TargetAt(string path)
    {
        var brace = path.IndexOf('{', StringComparison.Ordinal);
        return (brace < 0 ? path : path[..brace]) + Target;
    }
}
