namespace Sluice.Http.Tests.Access;

/// <summary>One route in the matrix: who may call it, and a request that a caller who may gets answered.</summary>
/// <param name="Need">Who may.</param>
/// <param name="Target">What follows the path: a query, or the path's variable part; with <c>{…}</c> of <see cref="Scene.Fill"/>.</param>
/// <param name="Json">The body, with the same; null for none.</param>
/// <param name="Status">The status for callers who may.</param>
/// <param name="Once">Whether the request can be answered only once in a scene.</param>
/// <param name="Refusal">The content type of a refusal.</param>
internal sealed record RouteCase(
    Need Need,
    string Target = "",
    string? Json = null,
    int Status = 200,
    bool Once = false,
    string Refusal = "text/html; charset=utf-8"
);
