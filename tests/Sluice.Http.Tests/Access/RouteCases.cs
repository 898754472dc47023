using Sluice.Http.Tests.Access.Cases;

namespace Sluice.Http.Tests.Access;

/// <summary>
/// Who may call each route, written down once more from the rules and not from the program, in a file for each resource. A served route
/// that is missing here fails the matrix.
/// </summary>
internal static class RouteCases
{
    /// <summary>The cases by <see cref="RouteCase.Route"/>.</summary>
    public static IReadOnlyDictionary<string, RouteCase> All { get; } =
        new[]
        {
            ServerCases.All,
            ArtifactCases.All,
            ExperimentCases.All,
            RunCases.All,
            MetricCases.All,
            LoggedModelCases.All,
            UserCases.All,
        }
            .SelectMany(cases => cases)
            .ToDictionary(one => one.Route);

    /// <summary>The cases by <c>METHOD path</c> as the server prints its routes: one for each path at which a route is served.</summary>
    public static IReadOnlyDictionary<string, RouteCase> ByPath { get; } =
        All
            .Values.SelectMany(route => route.Paths.Select(path => (Key: $"{route.Method} {path}", Route: route)))
            .ToDictionary(one => one.Key, one => one.Route);
}
